package dev.plimsoll.cache;

import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.function.BiFunction;

/**
 * A time to live of each entry's own.
 *
 * @param start from when on
 * @param time how long
 */
record Lifetime<K, V>(Start start, BiFunction<? super K, ? super V, Duration> time) {

  /** From when on an entry's time runs. */
  enum Start {
    CREATION,
    WRITE,
    ACCESS
  }

  <W extends V> Expiry<Object, Held<W>> expiry() {
    BiFunction<Object, Held<W>, Duration> checked =
        (key, held) -> timeOf(FirmKey.keyOf(key), held.value);
    return switch (start) {
      case CREATION -> Expiry.creating(checked);
      case WRITE -> Expiry.writing(checked);
      case ACCESS -> Expiry.accessing(checked);
    };
  }

  private Duration timeOf(K key, V value) {
    Duration answer = time.apply(key, value);
    if (answer == null || answer.isNegative()) {
      throw new IllegalArgumentException(
          "an entry's time to live must not be null or negative: time=" + answer);
    }
    return answer;
  }
}

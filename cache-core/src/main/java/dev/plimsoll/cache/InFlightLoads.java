package dev.plimsoll.cache;

import dev.plimsoll.retention.Owner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Loads: one for a key at a time, outside every lock.
 *
 * <p>A load that throws leaves nothing behind; those who waited for it load themselves, one after
 * the other. A load that answers null ends with null for all of them.
 */
final class InFlightLoads<K, V> {

  /** The cache that is loaded. */
  interface Target<K, V> {

    /** The value that a key has, if it has one. */
    @Nullable V present(K key);

    /**
     * Stores a loaded value unless the key has one or the load was overtaken.
     *
     * @return the value that the load's caller gets
     */
    V publish(K key, V loaded, Load<V> load);
  }

  private final RunningLoads<V> running;
  private final Target<K, V> target;
  private final StatsCounter stats;
  private final Owner owner;

  InFlightLoads(RunningLoads<V> running, Target<K, V> target, StatsCounter stats, Owner owner) {
    this.owner = owner;
    this.running = running;
    this.target = target;
    this.stats = stats;
  }

  /** The value of a key that was just found absent. */
  @Nullable V load(K key, Function<? super K, ? extends @Nullable V> loader) {
    while (true) {
      Load<V> mine = new Load<>(key);
      Load<V> other = running.begin(mine);
      if (other == null) {
        return run(key, mine, loader);
      }
      if (other.isRunning()) {
        other.await();
        if (!other.hasFailed()) {
          return other.value();
        }
      }
      running.forget(other);
    }
  }

  private @Nullable V run(K key, Load<V> mine, Function<? super K, ? extends @Nullable V> loader) {
    boolean done = false;
    try {
      // An earlier load may have ended between the caller's look and this one's beginning.
      V present = target.present(key);
      V value = present != null ? present : loadAndPublish(key, mine, loader);
      mine.succeed(value);
      done = true;
      return value;
    } finally {
      if (!done) {
        mine.fail();
      }
      running.end(mine);
    }
  }

  private @Nullable V loadAndPublish(
      K key, Load<V> mine, Function<? super K, ? extends @Nullable V> loader) {
    V loaded = null;
    try {
      loaded = CacheEvents.load(owner, key, loader);
    } finally {
      stats.loaded(loaded != null);
    }
    return loaded == null ? null : target.publish(key, loaded, mine);
  }
}

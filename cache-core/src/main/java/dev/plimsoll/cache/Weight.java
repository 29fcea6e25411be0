package dev.plimsoll.cache;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of the value that one operation brings, asked for when they are first needed and not
 * again when the operation lost a race and tries once more with the same value.
 */
final class Weight<V> {

  private final Scale<V> scale;
  private @Nullable V weighed;
  private long bytes;

  Weight(Scale<V> scale) {
    this.scale = scale;
  }

  /** As {@link Scale#weigh}. */
  long of(V value) {
    if (value != weighed) {
      bytes = scale.weigh(value);
      weighed = value;
    }
    return bytes;
  }
}

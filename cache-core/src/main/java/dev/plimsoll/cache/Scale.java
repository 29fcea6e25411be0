package dev.plimsoll.cache;

import dev.plimsoll.retention.Footprint;
import dev.plimsoll.retention.RetentionListener;
import org.jspecify.annotations.Nullable;

/**
 * Weighs values before they come in: once each, with no lock held.
 *
 * @param footprint null if nobody can tell the bytes
 * @param maxBytes the bound of the whole map
 * @param passesBy whether a value over the whole bound is passed by; otherwise it is refused
 */
record Scale<V>(@Nullable Footprint<? super V> footprint, long maxBytes, boolean passesBy) {

  /** The answer for a value that is to be passed by. */
  static final long TOO_HEAVY = Long.MIN_VALUE;

  /** The bytes of a value, unknown without a footprint, or {@link #TOO_HEAVY}. */
  long weigh(V value) {
    if (footprint == null) {
      return RetentionListener.UNKNOWN_BYTES;
    }
    long bytes = footprint.bytes(value);
    if (bytes < 0) {
      throw new IllegalArgumentException(
          "a footprint must not be negative: bytes="
              + bytes
              + " for a value of "
              + value.getClass().getName());
    }
    if (bytes <= maxBytes) {
      return bytes;
    }
    if (passesBy) {
      return TOO_HEAVY;
    }
    throw new IllegalArgumentException(
        "the value alone is heavier than the whole map may be: bytes="
            + bytes
            + ", maxBytes="
            + maxBytes
            + "; raise maxBytes, or let such values pass by with passByOversized()");
  }
}

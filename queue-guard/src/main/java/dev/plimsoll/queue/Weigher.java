package dev.plimsoll.queue;

import dev.plimsoll.retention.Footprint;
import dev.plimsoll.retention.RetentionListener;
import org.jspecify.annotations.Nullable;

/** Asks the user's footprint, and names the element when the answer is none. */
final class Weigher<E> {

  private final @Nullable Footprint<? super E> footprint;

  Weigher(@Nullable Footprint<? super E> footprint) {
    this.footprint = footprint;
  }

  boolean isGiven() {
    return footprint != null;
  }

  /** The bytes of the element; unknown without a footprint. */
  long bytes(E element) {
    if (footprint == null) {
      return RetentionListener.UNKNOWN_BYTES;
    }
    long bytes;
    try {
      bytes = footprint.bytes(element);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("the weigher failed on element " + element, e);
    }
    if (bytes < 0) {
      throw new IllegalArgumentException(
          "a weight must not be negative: the weigher answered " + bytes + " for " + element);
    }
    return bytes;
  }
}

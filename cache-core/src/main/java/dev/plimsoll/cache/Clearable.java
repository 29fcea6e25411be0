package dev.plimsoll.cache;

import dev.plimsoll.retention.RetentionListener;

/** Something that holds memory and can let go of all of it. */
@FunctionalInterface
public interface Clearable {

  /** Stands for a figure that the holder cannot tell. */
  long UNKNOWN = RetentionListener.UNKNOWN_BYTES;

  /** Lets go of everything it holds. Calling it again does no harm. */
  void clear();

  /** {@return how many entries it holds, or {@link #UNKNOWN}} */
  default long entries() {
    return UNKNOWN;
  }

  /** {@return how many bytes its values occupy, or {@link #UNKNOWN}} */
  default long bytes() {
    return UNKNOWN;
  }

  /** {@return what it counted; all zero if it counts nothing} */
  default MapStats stats() {
    return MapStats.NONE;
  }
}

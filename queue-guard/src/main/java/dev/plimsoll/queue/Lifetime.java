package dev.plimsoll.queue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time to live that all elements of a queue share, if they have one. */
final class Lifetime {

  private final boolean limited;
  private final long nanos;

  Lifetime(@Nullable Duration timeToLive) {
    limited = timeToLive != null;
    nanos = timeToLive == null ? Long.MAX_VALUE : Times.nanos(timeToLive);
  }

  boolean isLimited() {
    return limited;
  }

  /** The time to live; the longest there is when it is not limited. */
  long nanos() {
    return nanos;
  }

  boolean isOver(long stamp, long now) {
    return limited && now - stamp >= nanos;
  }
}

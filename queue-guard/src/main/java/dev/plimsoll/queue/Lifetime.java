package dev.plimsoll.queue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time to live that all elements of a queue share, if they have one. */
final class Lifetime {

  private final boolean limited;
  private final long nanos;

  Lifetime(@Nullable Duration timeToLive) {
    limited = timeToLive != null;
    nanos = timeToLive == null ? 0 : Times.nanos(timeToLive);
  }

  boolean isLimited() {
    return limited;
  }

  boolean isOver(long stamp, long now) {
    return limited && now - stamp >= nanos;
  }
}

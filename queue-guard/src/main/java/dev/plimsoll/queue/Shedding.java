package dev.plimsoll.queue;

import java.time.Duration;

/**
 * Shedding by delay: under overload, elements that have waited too long are shed from the head so
 * that the others are served in time. The control is CoDel (Nichols and Jacobson 2012, RFC 8289);
 * serving the newest first while overloaded is Maurer's "adaptive LIFO" ("Fail at Scale", ACM Queue
 * 13(8), 2015).
 *
 * @param target the acceptable sojourn time
 * @param interval how long the sojourn time may stay over the target before shedding begins
 * @param adaptiveLifo whether consumers get the newest element first while overloaded; this gives
 *     up FIFO for as long
 */
public record Shedding(Duration target, Duration interval, boolean adaptiveLifo) {

  public Shedding {
    Times.positive(target, "target");
    Times.positive(interval, "interval");
    if (interval.compareTo(target) < 0) {
      throw new IllegalArgumentException(
          "the interval must not be shorter than the target: interval="
              + interval
              + ", target="
              + target);
    }
  }

  /** {@return CoDel with the defaults of RFC 8289, a target of 5 ms over an interval of 100 ms} */
  public static Shedding byDelay() {
    return byDelay(Duration.ofMillis(5), Duration.ofMillis(100));
  }

  /**
   * {@return CoDel, in FIFO order}
   *
   * @param target the acceptable sojourn time
   * @param interval how long it may be exceeded before shedding begins
   */
  public static Shedding byDelay(Duration target, Duration interval) {
    return new Shedding(target, interval, false);
  }

  /** {@return the same, serving the newest first while overloaded} */
  public Shedding withAdaptiveLifo() {
    return new Shedding(target, interval, true);
  }
}

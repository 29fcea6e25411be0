package dev.plimsoll.queue;

/**
 * Controlled delay: decides which heads of a queue to shed, from their sojourn time alone. Nichols
 * and Jacobson, "Controlling Queue Delay", ACM Queue 10(5), 2012; RFC 8289. Pure arithmetic, not
 * thread-safe.
 *
 * <p>Nothing is shed until the sojourn time has stayed over the target for a whole interval; then
 * one element is shed, and the next ones at a rate that grows with the square root of their number
 * until the sojourn time falls below the target.
 */
final class CoDel {

  private final long targetNanos;
  private final long intervalNanos;

  private boolean waitingOut;
  private long overTargetUntil;
  private boolean shedding;
  private long nextShed;
  private int shed;
  private int shedBefore;

  CoDel(long targetNanos, long intervalNanos) {
    this.targetNanos = targetNanos;
    this.intervalNanos = intervalNanos;
  }

  /**
   * Judges the head of the queue; call again for the next head after a yes.
   *
   * @param lastOne whether nothing waits behind this head: a queue of one is never shed
   */
  boolean sheds(long sojournNanos, boolean lastOne, long now) {
    boolean late = lateForAnInterval(sojournNanos, lastOne, now);
    if (!shedding) {
      return late && beginShedding(now);
    }
    if (!late) {
      shedding = false;
      return false;
    }
    if (now - nextShed < 0) {
      return false;
    }
    shed++;
    nextShed = after(nextShed);
    return true;
  }

  /** Says that the queue is empty: no delay is left to control. */
  void idle() {
    waitingOut = false;
    shedding = false;
  }

  /** Whether the delay has been over the target for an interval or more. */
  boolean isShedding() {
    return shedding;
  }

  /** Whether the last head was in time, so that a younger one need not be looked at. */
  boolean isCalm() {
    return !shedding && !waitingOut;
  }

  private boolean lateForAnInterval(long sojournNanos, boolean lastOne, long now) {
    if (sojournNanos < targetNanos || lastOne) {
      waitingOut = false;
      return false;
    }
    if (!waitingOut) {
      waitingOut = true;
      overTargetUntil = now + intervalNanos;
      return false;
    }
    return now - overTargetUntil >= 0;
  }

  private boolean beginShedding(long now) {
    shedding = true;
    // Back to overload soon after the last time: start near the rate that controlled it then.
    int learned = shed - shedBefore;
    shed = learned > 1 && now - nextShed < 16 * intervalNanos ? learned : 1;
    shedBefore = shed;
    nextShed = after(now);
    return true;
  }

  private long after(long time) {
    return time + (long) (intervalNanos / Math.sqrt(shed));
  }
}

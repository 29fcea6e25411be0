package dev.plimsoll.external.internal;

import java.util.concurrent.TimeUnit;

/** The moment by which a call's remote part ends. */
public final class Deadline {

  private final long end;
  private final boolean spent;

  private Deadline(long end, boolean spent) {
    this.end = end;
    this.spent = spent;
  }

  /**
   * {@return a deadline that many nanoseconds from now}
   *
   * @param nanos the time left
   */
  public static Deadline in(long nanos) {
    return new Deadline(System.nanoTime() + nanos, nanos <= 0);
  }

  /**
   * {@return a deadline that much later}
   *
   * @param nanos the additional time
   */
  public Deadline plus(long nanos) {
    return new Deadline(end + nanos, spent);
  }

  /** {@return whether there was no time at all from the start; costs no look at the clock} */
  boolean isSpent() {
    return spent;
  }

  /** {@return the moment on {@link System#nanoTime()}'s scale} */
  long endNanos() {
    return end;
  }

  /** {@return the nanoseconds left; negative when it has passed} */
  public long remainingNanos() {
    return end - System.nanoTime();
  }

  /** {@return the milliseconds left, rounded up; at least 1, because sockets take 0 for "never"} */
  public int remainingMillis() {
    long millis = TimeUnit.NANOSECONDS.toMillis(remainingNanos() + 999_999);
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, millis));
  }

  /** {@return whether it has passed} */
  public boolean isOver() {
    return remainingNanos() <= 0;
  }
}

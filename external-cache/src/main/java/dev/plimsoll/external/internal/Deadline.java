package dev.plimsoll.external.internal;

import java.util.concurrent.TimeUnit;

/** The moment by which a call's remote part ends. */
public final class Deadline {

  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  /**
   * {@return a deadline that many nanoseconds from now}
   *
   * @param nanos the time left
   */
  public static Deadline in(long nanos) {
    return new Deadline(System.nanoTime() + nanos);
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

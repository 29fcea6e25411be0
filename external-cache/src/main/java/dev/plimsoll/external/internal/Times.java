package dev.plimsoll.external.internal;

import java.time.Duration;
import java.util.Objects;

/** Checks durations where they are given, so that none overflows later. */
public final class Times {

  /** Fits into nanoseconds, and into the 48 bits of an expiry. */
  public static final Duration LONGEST = Duration.ofDays(36_500);

  private static final Duration SHORTEST = Duration.ofMillis(1);

  /** Sockets count their timeouts in an int of milliseconds. */
  private static final Duration LONGEST_TIMEOUT = Duration.ofMillis(Integer.MAX_VALUE);

  private Times() {}

  /**
   * {@return a time that a socket can wait}
   *
   * @param name what it is
   * @param time how long
   */
  public static Duration timeout(String name, Duration time) {
    return between(name, time, LONGEST_TIMEOUT, "24 days", "");
  }

  /**
   * {@return a time that can be told in nanoseconds}
   *
   * @param name what it is
   * @param time how long
   */
  public static Duration bounded(String name, Duration time) {
    return bounded(name, time, "");
  }

  /**
   * {@return a time that can be told in nanoseconds}
   *
   * @param name what it is
   * @param time how long
   * @param remedy what the error says to do instead
   */
  public static Duration bounded(String name, Duration time, String remedy) {
    return between(name, time, LONGEST, "100 years", remedy);
  }

  private static Duration between(
      String name, Duration time, Duration longest, String told, String remedy) {
    Objects.requireNonNull(time, name);
    if (time.compareTo(SHORTEST) < 0 || time.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          name + " must be between 1 ms and " + told + ": " + time + remedy);
    }
    return time;
  }
}

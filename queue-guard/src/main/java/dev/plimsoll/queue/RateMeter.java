package dev.plimsoll.queue;

/**
 * An exponentially weighted rate of a growing total, the load average's formula over uneven
 * samples. Pure arithmetic, not thread-safe.
 */
final class RateMeter {

  /** Samples closer together than this wait: a millisecond's count is noise. */
  private static final long SHORTEST_WINDOW_NANOS = 100_000_000;

  /** After this long, two thirds of the rate come from newer samples. */
  private static final double TIME_CONSTANT_NANOS = 5e9;

  private long sampledTotal;
  private long sampledAt;
  private double perSecond;
  private boolean primed;

  RateMeter(long now) {
    sampledAt = now;
  }

  void sample(long total, long now) {
    long window = now - sampledAt;
    if (window < SHORTEST_WINDOW_NANOS) {
      return;
    }
    double latest = (total - sampledTotal) * 1e9 / window;
    double keep = primed ? Math.exp(-window / TIME_CONSTANT_NANOS) : 0;
    perSecond = latest + keep * (perSecond - latest);
    primed = true;
    sampledTotal = total;
    sampledAt = now;
  }

  double perSecond() {
    return perSecond;
  }
}

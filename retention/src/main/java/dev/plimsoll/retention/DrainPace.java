package dev.plimsoll.retention;

/**
 * How long a thread that drains may rest: long enough to leave the processors alone, short enough
 * that little of what may wait arrives meanwhile. From how full it found things, and how long that
 * took, follows the next rest.
 */
final class DrainPace {

  static final long SHORTEST_NANOS = 50_000;
  static final long LONGEST_NANOS = 4_000_000;

  /** As full as it wants to find things: what comes four times as fast still finds room. */
  private static final double AIM = 0.25;

  /** So full that it does not rest. */
  private static final double FLOODED = 0.5;

  /** Quiet is believed step by step, a flood at once. */
  private static final double MOST_GROWTH = 2;

  private long restNanos = SHORTEST_NANOS;

  /**
   * {@return how long to rest now, in nanoseconds; zero is not at all}
   *
   * @param share the part of what may wait that was found waiting; more than one when flooded
   */
  long restAfter(double share) {
    double factor = share * MOST_GROWTH <= AIM ? MOST_GROWTH : AIM / share;
    restNanos = Math.max(SHORTEST_NANOS, Math.min(LONGEST_NANOS, (long) (restNanos * factor)));
    return share < FLOODED ? restNanos : 0;
  }
}

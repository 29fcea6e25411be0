package dev.plimsoll.watch.rule;

/**
 * Remembers how high an owner stood before it let go of much: growth back to there explains itself.
 */
final class ReleaseMemory {

  /** Falling below this part of a peak is a release. */
  private static final double RELEASED = 0.7;

  private long peak;
  private long earlierPeak;

  void add(long held) {
    if (held < RELEASED * peak) {
      earlierPeak = Math.max(earlierPeak, peak);
      peak = held;
    }
    peak = Math.max(peak, held);
  }

  /** Returns the highest peak before a release, 0 if nothing was released yet. */
  long earlierPeak() {
    return earlierPeak;
  }
}

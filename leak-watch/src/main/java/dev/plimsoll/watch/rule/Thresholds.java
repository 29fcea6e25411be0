package dev.plimsoll.watch.rule;

/**
 * The rule's numbers. The defaults are those that the published table was made with.
 *
 * @param oldAfter after how many samples a held object counts as old
 * @param leakLevel from which heap level after collection growth may be called a leak, 0 to 1
 * @param fullWithin a leak fills the heap within so many samples
 * @param overEarlierPeak how far above its peak before an earlier release a leak must stand; 1.25
 *     is a quarter
 */
public record Thresholds(int oldAfter, double leakLevel, int fullWithin, double overEarlierPeak) {

  public Thresholds {
    if (oldAfter < 1 || fullWithin < 1) {
      throw new IllegalArgumentException(
          "samples must be positive: oldAfter=" + oldAfter + ", fullWithin=" + fullWithin);
    }
    if (!(leakLevel >= 0 && leakLevel <= 1)) {
      throw new IllegalArgumentException("leakLevel must be in [0, 1]: " + leakLevel);
    }
    if (!(overEarlierPeak >= 1)) {
      throw new IllegalArgumentException("overEarlierPeak must be at least 1: " + overEarlierPeak);
    }
  }

  /** {@return 20 samples, 70%, 60 samples, a quarter} */
  public static Thresholds defaults() {
    return new Thresholds(20, 0.7, 60, 1.25);
  }
}

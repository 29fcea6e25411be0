package dev.plimsoll.watch.rule;

/**
 * The rule's numbers. The defaults are those that the published table was made with.
 *
 * @param oldAfter after how many samples a held object counts as old
 * @param suspectLevel from which heap level after collection the growth of an owner that lets other
 *     things go is worth a word, 0 to 1
 * @param firstFillSuspectLevel the same for an owner that has let nothing go yet and may be filling
 *     for the first time, 0 to 1
 * @param leakLevel from which heap level after collection the growth of an owner that lets other
 *     things go may be called a leak, 0 to 1
 * @param firstFillLeakLevel the same for an owner that has let nothing go yet, 0 to 1
 * @param fullWithin a leak fills the heap within so many samples
 * @param overEarlierPeak how far above its peak before an earlier release a leak must stand; 1.25
 *     is a quarter
 */
public record Thresholds(
    int oldAfter,
    double suspectLevel,
    double firstFillSuspectLevel,
    double leakLevel,
    double firstFillLeakLevel,
    int fullWithin,
    double overEarlierPeak) {

  public Thresholds {
    if (oldAfter < 1 || fullWithin < 1) {
      throw new IllegalArgumentException(
          "samples must be positive: oldAfter=" + oldAfter + ", fullWithin=" + fullWithin);
    }
    requireLevel("suspectLevel", suspectLevel);
    requireLevel("firstFillSuspectLevel", firstFillSuspectLevel);
    requireLevel("leakLevel", leakLevel);
    requireLevel("firstFillLeakLevel", firstFillLeakLevel);
    if (!(overEarlierPeak >= 1)) {
      throw new IllegalArgumentException("overEarlierPeak must be at least 1: " + overEarlierPeak);
    }
  }

  /** {@return 20 samples; 50%, 56%, 70% and 78% of the heap; 60 samples; a quarter} */
  public static Thresholds defaults() {
    return new Thresholds(20, 0.5, 0.56, 0.7, 0.78, 60, 1.25);
  }

  private static void requireLevel(String name, double level) {
    if (!(level >= 0 && level <= 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1]: " + level);
    }
  }
}

package dev.plimsoll.watch.rule;

/**
 * What the rule says of an owner after a sample.
 *
 * @param level how bad it is
 * @param overBound whether more was held than promised at this sample and the two before it
 * @param growthPerSample how fast the floors rise, in the unit of the samples for each sample; 0
 *     for {@link Level#CALM}
 * @param survivors how much is held that is old
 * @param samplesToFull after how many samples the heap is full if this goes on; infinite for {@link
 *     Level#CALM}
 * @param spacing at which spacing of samples it shows: 1, 4, 16 or 64; 0 for {@link Level#CALM}
 */
public record Verdict(
    Level level,
    boolean overBound,
    double growthPerSample,
    long survivors,
    double samplesToFull,
    int spacing) {

  /** How bad it is. */
  public enum Level {
    /** No growth that needs an explanation. */
    CALM,
    /** Grows like a leak, and may still be none. */
    SUSPECT,
    /** Grows like a leak, and will fill the heap soon. */
    LEAK
  }

  static Verdict calm(boolean overBound) {
    return new Verdict(Level.CALM, overBound, 0, 0, Double.POSITIVE_INFINITY, 0);
  }
}

package dev.plimsoll.simulator;

/**
 * How much the next scavenge may promote, judged by the ones before: an average that forgets, plus
 * three times how far samples lie from it (HotSpot's {@code AdaptivePaddedNoZeroDevAverage}).
 */
final class PromotionEstimate {

  // rule: AdaptiveSizePolicyWeight, percent that a new sample counts once there are enough;
  private static final int WEIGHT = 10;
  // rule: until then the n-th sample counts by one n-th;
  private static final int ENOUGH = 100;
  // rule: PromotedPadding.
  private static final int PADDING = 3;

  private int samples;
  private double average;
  private double deviation;

  void sample(double bytes) {
    samples++;
    int weight = samples > ENOUGH ? WEIGHT : Math.max(WEIGHT, ENOUGH / samples);
    average = blend(average, bytes, weight);
    // A scavenge that promotes nothing says little about one that does.
    if (bytes != 0) {
      deviation = blend(deviation, Math.abs(bytes - average), weight);
    }
  }

  double padded() {
    return average + PADDING * deviation;
  }

  private static double blend(double old, double sample, int weight) {
    return (100 - weight) * old / 100 + weight * sample / 100;
  }
}

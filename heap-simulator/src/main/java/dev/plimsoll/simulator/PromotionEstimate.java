package dev.plimsoll.simulator;

/**
 * How much the next scavenge may promote, judged by the ones before: an average that forgets, plus
 * three times how far samples lie from it (HotSpot's {@code AdaptivePaddedNoZeroDevAverage}).
 */
final class PromotionEstimate {

  private int samples;
  private double average;
  private double deviation;

  void sample(double bytes) {
    samples++;
    int weight =
        samples > HotSpotRules.PROMOTION_SAMPLES
            ? HotSpotRules.PROMOTION_WEIGHT
            : Math.max(HotSpotRules.PROMOTION_WEIGHT, HotSpotRules.PROMOTION_SAMPLES / samples);
    average = blend(average, bytes, weight);
    // A scavenge that promotes nothing says little about one that does.
    if (bytes != 0) {
      deviation = blend(deviation, Math.abs(bytes - average), weight);
    }
  }

  double padded() {
    return average + HotSpotRules.PROMOTION_PADDING * deviation;
  }

  private static double blend(double old, double sample, int weight) {
    return (100 - weight) * old / 100 + weight * sample / 100;
  }
}

package dev.plimsoll.simulator;

import java.util.Arrays;

/** Which share of the young generation survived, over the last collections. */
final class SurvivalRate {

  private final double[] rates = new double[V8Rules.SURVIVAL_RATES];
  private int count;

  void add(double rate) {
    rates[count++ % V8Rules.SURVIVAL_RATES] = rate;
  }

  boolean isKnown() {
    return count > 0;
  }

  /** {@return the mean, as a fraction} */
  double average() {
    return Arrays.stream(rates).sum() / Math.min(Math.max(count, 1), V8Rules.SURVIVAL_RATES);
  }
}

package dev.plimsoll.simulator;

import java.util.Arrays;

/** Which share of the young generation survived, over the last collections. */
final class SurvivalRate {

  /** rule: V8's tracer keeps ten. */
  private static final int KEPT = 10;

  private final double[] rates = new double[KEPT];
  private int count;

  void add(double rate) {
    rates[count++ % KEPT] = rate;
  }

  boolean isKnown() {
    return count > 0;
  }

  /** {@return the mean, as a fraction} */
  double average() {
    return Arrays.stream(rates).sum() / Math.min(Math.max(count, 1), KEPT);
  }
}

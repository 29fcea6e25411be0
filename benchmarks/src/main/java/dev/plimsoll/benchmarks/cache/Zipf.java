package dev.plimsoll.benchmarks.cache;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws items whose popularity falls with a power of their rank. */
final class Zipf {

  private final double[] cumulated;
  private final SplittableRandom random;

  /**
   * @param items how many there are
   * @param exponent how steeply popularity falls with the rank
   */
  Zipf(int items, double exponent, long seed) {
    random = new SplittableRandom(seed);
    cumulated = new double[items];
    double sum = 0;
    for (int rank = 0; rank < items; rank++) {
      sum += 1 / Math.pow(rank + 1.0, exponent);
      cumulated[rank] = sum;
    }
  }

  /** The rank of the next item, 0 being the most popular. */
  int next() {
    double point = random.nextDouble() * cumulated[cumulated.length - 1];
    int at = Arrays.binarySearch(cumulated, point);
    return at < 0 ? -at - 1 : at;
  }
}

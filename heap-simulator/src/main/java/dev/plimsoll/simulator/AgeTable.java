package dev.plimsoll.simulator;

import java.util.Arrays;

/**
 * How much survived, by age, and the tenuring threshold that follows: the first age at which the
 * bytes of that age and all younger ones exceed half a survivor space, at most the maximum
 * (HotSpot's {@code AgeTable}).
 */
final class AgeTable {

  private final long[] wordsByAge = new long[HotSpotRules.MAX_AGE + 1];
  private final long desiredWords;
  private final int maxThreshold;

  AgeTable(long survivorWords, int maxThreshold) {
    this.desiredWords = survivorWords * HotSpotRules.TARGET_SURVIVOR_PERCENT / 100;
    this.maxThreshold = maxThreshold;
  }

  void clear() {
    Arrays.fill(wordsByAge, 0);
  }

  void add(int age, int words) {
    wordsByAge[age] += words;
  }

  int threshold() {
    long total = 0;
    for (int age = 1; age < maxThreshold; age++) {
      total += wordsByAge[age];
      if (total > desiredWords) {
        return age;
      }
    }
    return maxThreshold;
  }
}

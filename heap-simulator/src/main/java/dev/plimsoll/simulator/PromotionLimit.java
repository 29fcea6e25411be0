package dev.plimsoll.simulator;

/**
 * The limits of V8 3.14. A collection is a full one once the old generation has outgrown the
 * promotion limit; marking begins a little earlier. While nearly all young objects survive, limits
 * are wider and semi-spaces stay small, since copying what will be promoted anyway is waste.
 */
final class PromotionLimit implements OldGenerationLimit {

  private final long maxOldBytes;
  private long promotionLimit = V8Rules.LEAST_PROMOTION_LIMIT;
  private long allocationLimit = V8Rules.LEAST_ALLOCATION_LIMIT;
  private double lastShare;
  private Trend trend = Trend.STABLE;
  private Trend previousTrend = Trend.STABLE;
  private boolean highPromotion;

  private enum Trend {
    RISING,
    STABLE,
    FALLING,
    FLUCTUATING
  }

  PromotionLimit(long maxOldBytes) {
    this.maxOldBytes = maxOldBytes;
  }

  @Override
  public boolean markingIsDue(long oldBytes, long oldCapacityBytes, long newCapacityBytes) {
    return oldBytes > V8Rules.MARKING_ACTIVATION
        && (oldBytes >= promotionLimit - newCapacityBytes
            || oldBytes >= allocationLimit - newCapacityBytes / 5);
  }

  @Override
  public boolean fullCollectionIsDue(long oldBytes) {
    return oldBytes > promotionLimit;
  }

  @Override
  public boolean oldAllocationIsDue(long oldBytes) {
    return oldBytes > allocationLimit;
  }

  @Override
  public boolean survivalIsHigh() {
    return lastShare > V8Rules.HIGH_SURVIVAL;
  }

  @Override
  public boolean isOvershot(long oldBytes) {
    return false;
  }

  @Override
  public void scavenged(long oldBytes, double survivedShare) {
    follow(survivedShare);
  }

  @Override
  public void collectedFully(
      long oldBytes, long oldCapacityBytes, long newCapacityBytes, double survivedShare) {
    boolean high = lastShare > V8Rules.HIGH_SURVIVAL && isNotFalling();
    follow(survivedShare);
    int factor = high && isNotFalling() ? V8Rules.HIGH_SURVIVAL_FACTOR : 1;
    long halfway = (oldBytes + maxOldBytes) / 2;
    long promotion =
        Math.max(oldBytes + oldBytes / 3, V8Rules.LEAST_PROMOTION_LIMIT) + newCapacityBytes;
    long allocation =
        Math.max(oldBytes + oldBytes / 2, V8Rules.LEAST_ALLOCATION_LIMIT) + newCapacityBytes;
    promotionLimit = Math.min(promotion * factor, halfway);
    allocationLimit = Math.min(allocation * factor, halfway);
  }

  @Override
  public boolean isIneffective(long oldBytes, double mutatorShare) {
    return false;
  }

  @Override
  public boolean wantsSmallSemiSpaces(boolean atMaximum) {
    if (!highPromotion && atMaximum && isNotFalling() && lastShare > V8Rules.HIGH_SURVIVAL) {
      highPromotion = true;
    } else if (highPromotion && trendNow() != Trend.RISING && lastShare < V8Rules.LOW_SURVIVAL) {
      highPromotion = false;
    }
    return highPromotion;
  }

  private void follow(double share) {
    previousTrend = trend;
    double change = share - lastShare;
    if (change < -V8Rules.SURVIVAL_DEVIATION) {
      trend = Trend.FALLING;
    } else {
      trend = change > V8Rules.SURVIVAL_DEVIATION ? Trend.RISING : Trend.STABLE;
    }
    lastShare = share;
  }

  private Trend trendNow() {
    if (trend == Trend.STABLE || previousTrend == Trend.STABLE || trend == previousTrend) {
      return trend;
    }
    return Trend.FLUCTUATING;
  }

  private boolean isNotFalling() {
    Trend now = trendNow();
    return now == Trend.STABLE || now == Trend.RISING;
  }
}

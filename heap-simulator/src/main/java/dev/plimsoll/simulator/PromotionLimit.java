package dev.plimsoll.simulator;

/**
 * The limits of V8 3.14. A collection is a full one once the old generation has outgrown the
 * promotion limit; marking begins a little earlier. While nearly all young objects survive, limits
 * are wider and semi-spaces stay small, since copying what will be promoted anyway is waste.
 */
final class PromotionLimit implements OldGenerationLimit {

  private static final long MB = V8Rules.MB;

  /** rule: kMinimumPromotionLimit. */
  private static final long MIN_PROMOTION = 5 * MB;

  /** rule: kMinimumAllocationLimit. */
  private static final long MIN_ALLOCATION = 8 * MB;

  /** rule: marking is not worth it below. */
  private static final long ACTIVATION = 8 * MB;

  /** rule: what counts as high and low survival, and as a change of trend. */
  private static final double HIGH = 0.9;

  private static final double LOW = 0.1;
  private static final double DEVIATION = 0.15;

  /** rule: limits are so much wider while nearly everything survives. */
  private static final int HIGH_FACTOR = 2;

  private final long maxOldBytes;
  private long promotionLimit = MIN_PROMOTION;
  private long allocationLimit = MIN_ALLOCATION;
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
    return oldBytes > ACTIVATION
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
    return lastShare > HIGH;
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
    boolean high = lastShare > HIGH && isNotFalling();
    follow(survivedShare);
    int factor = high && isNotFalling() ? HIGH_FACTOR : 1;
    long halfway = (oldBytes + maxOldBytes) / 2;
    long promotion = Math.max(oldBytes + oldBytes / 3, MIN_PROMOTION) + newCapacityBytes;
    long allocation = Math.max(oldBytes + oldBytes / 2, MIN_ALLOCATION) + newCapacityBytes;
    promotionLimit = Math.min(promotion * factor, halfway);
    allocationLimit = Math.min(allocation * factor, halfway);
  }

  @Override
  public boolean isIneffective(long oldBytes, double mutatorShare) {
    return false;
  }

  @Override
  public boolean wantsSmallSemiSpaces(boolean atMaximum) {
    if (!highPromotion && atMaximum && isNotFalling() && lastShare > HIGH) {
      highPromotion = true;
    } else if (highPromotion && trendNow() != Trend.RISING && lastShare < LOW) {
      highPromotion = false;
    }
    return highPromotion;
  }

  private void follow(double share) {
    previousTrend = trend;
    double change = share - lastShare;
    if (change < -DEVIATION) {
      trend = Trend.FALLING;
    } else {
      trend = change > DEVIATION ? Trend.RISING : Trend.STABLE;
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

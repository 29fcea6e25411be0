package dev.plimsoll.simulator;

/**
 * The limit of V8 since 5.x. Until the first full collection it starts high and each scavenge
 * lowers it by the share that survives; afterwards it is what the last full collection left, times
 * a factor, and never above halfway to the maximum (V8's memory controller).
 */
final class AllocationLimit implements OldGenerationLimit {

  private final long maxOldBytes;
  private final double maxFactor;
  private final boolean stepAboveOld;
  private final boolean alwaysTight;
  private final boolean givesUp;
  private final boolean overshoots;
  private final long activationBytes;
  private final SurvivalRate survival = new SurvivalRate();
  private long limit;
  private boolean configured;
  private int ineffective;

  AllocationLimit(V8Rules rules, long maxOldBytes) {
    this.maxOldBytes = maxOldBytes;
    this.maxFactor = rules.growing().maxFactor(maxOldBytes);
    this.stepAboveOld = rules.growing().stepAboveOld();
    this.alwaysTight = maxOldBytes <= rules.growing().tightBelowBytes();
    this.givesUp = rules.growing().givesUpWhenIneffective();
    this.overshoots = rules.growing().endsOvershootAtScavenges();
    this.activationBytes = rules.activationBytes();
    this.limit = Math.min(rules.growing().firstLimitBytes(), maxOldBytes / 2);
  }

  @Override
  public boolean markingIsDue(long oldBytes, long oldCapacityBytes, long newCapacityBytes) {
    if (oldBytes <= activationBytes) {
      return false;
    }
    // With less than the new space's capacity left, marking waits for the event loop, which a
    // program that runs to its end never reaches; when memory is tight it does not wait.
    long left = isTight(oldCapacityBytes) ? newCapacityBytes : 0;
    return limit - oldBytes <= left;
  }

  @Override
  public boolean fullCollectionIsDue(long oldBytes) {
    return false;
  }

  @Override
  public boolean isOvershot(long oldBytes) {
    long margin = Math.max(limit / 2, V8Rules.LEAST_OVERSHOOT);
    return overshoots && oldBytes - limit >= Math.min(margin, (maxOldBytes - limit) / 2);
  }

  @Override
  public void scavenged(long oldBytes, double survivedShare) {
    survival.add(survivedShare);
    if (configured) {
      return;
    }
    long floor = stepAboveOld ? oldBytes + V8Rules.LIMIT_STEP : V8Rules.LIMIT_STEP;
    long lowered = Math.max(floor, (long) (limit * survival.average()));
    if (lowered < limit) {
      limit = lowered;
    } else {
      configured = stepAboveOld;
    }
  }

  @Override
  public void collectedFully(
      long oldBytes, long oldCapacityBytes, long newCapacityBytes, double survivedShare) {
    survival.add(survivedShare);
    configured = true;
    double factor =
        isTight(oldCapacityBytes) ? Math.min(V8Rules.TIGHT_FACTOR, maxFactor) : maxFactor;
    long grown =
        Math.max((long) (oldBytes * factor), oldBytes + V8Rules.LIMIT_STEP) + newCapacityBytes;
    limit = Math.min(grown, (oldBytes + maxOldBytes) / 2);
  }

  @Override
  public boolean isIneffective(long oldBytes, double mutatorShare) {
    boolean vain =
        oldBytes >= maxOldBytes * V8Rules.NEAR_MAXIMUM && mutatorShare < V8Rules.LITTLE_TIME;
    ineffective = vain ? ineffective + 1 : 0;
    return givesUp && ineffective >= V8Rules.INEFFECTIVE_IN_A_ROW;
  }

  private boolean isTight(long oldCapacityBytes) {
    return alwaysTight
        || (givesUp && oldCapacityBytes + maxOldBytes / V8Rules.TIGHT_SHARE > maxOldBytes);
  }

  @Override
  public boolean wantsSmallSemiSpaces(boolean atMaximum) {
    return false;
  }
}

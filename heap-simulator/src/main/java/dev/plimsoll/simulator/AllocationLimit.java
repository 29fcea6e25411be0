package dev.plimsoll.simulator;

/**
 * The limit of V8 since 5.x. Until the first full collection it starts high and each scavenge
 * lowers it by the share that survives; afterwards it is what the last full collection left, times
 * a factor, and never above halfway to the maximum (V8's memory controller).
 */
final class AllocationLimit implements OldGenerationLimit {

  /** rule: the limit lies at least so far above what is there. */
  private static final long MIN_STEP = 8 * V8Rules.MB;

  /** rule: the limit is overshot by a large margin when half of it is, but no less than this. */
  private static final long MIN_OVERSHOOT = 32 * V8Rules.MB;

  /** rule: memory is tight when so much of the maximum is left. */
  private static final int TIGHT_SHARE = 8;

  /** rule: how the limit grows then. */
  private static final double TIGHT_FACTOR = 1.1;

  /** rule: from here a full collection that leaves the program little time is ineffective, */
  private static final double NEAR_MAXIMUM = 0.8;

  private static final double LITTLE_TIME = 0.4;

  /** and so many in a row are the end. */
  private static final int INEFFECTIVE_IN_A_ROW = 4;

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
    long margin = Math.max(limit / 2, MIN_OVERSHOOT);
    return overshoots && oldBytes - limit >= Math.min(margin, (maxOldBytes - limit) / 2);
  }

  @Override
  public void scavenged(long oldBytes, double survivedShare) {
    survival.add(survivedShare);
    if (configured) {
      return;
    }
    long floor = stepAboveOld ? oldBytes + MIN_STEP : MIN_STEP;
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
    double factor = isTight(oldCapacityBytes) ? Math.min(TIGHT_FACTOR, maxFactor) : maxFactor;
    long grown = Math.max((long) (oldBytes * factor), oldBytes + MIN_STEP) + newCapacityBytes;
    limit = Math.min(grown, (oldBytes + maxOldBytes) / 2);
  }

  @Override
  public boolean isIneffective(long oldBytes, double mutatorShare) {
    boolean vain = oldBytes >= maxOldBytes * NEAR_MAXIMUM && mutatorShare < LITTLE_TIME;
    ineffective = vain ? ineffective + 1 : 0;
    return givesUp && ineffective >= INEFFECTIVE_IN_A_ROW;
  }

  private boolean isTight(long oldCapacityBytes) {
    return alwaysTight || (givesUp && oldCapacityBytes + maxOldBytes / TIGHT_SHARE > maxOldBytes);
  }

  @Override
  public boolean wantsSmallSemiSpaces(boolean atMaximum) {
    return false;
  }
}

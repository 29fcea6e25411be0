package dev.plimsoll.simulator;

/**
 * The limit of V8 since 5.x. Until the first full collection it starts high and each scavenge
 * lowers it by the share that survives; afterwards it is what the last full collection left, times
 * a factor, and never above halfway to the maximum (V8's memory controller).
 */
final class AllocationLimit implements OldGenerationLimit {

  /** rule: the limit lies at least so far above what is there. */
  private static final long MIN_STEP = 8 * V8Rules.MB;

  private final long maxOldBytes;
  private final double maxFactor;
  private final boolean stepAboveOld;
  private final long activationBytes;
  private final SurvivalRate survival = new SurvivalRate();
  private long limit;
  private boolean configured;

  AllocationLimit(V8Rules rules, long maxOldBytes) {
    this.maxOldBytes = maxOldBytes;
    this.maxFactor = rules.growing().maxFactor(maxOldBytes);
    this.stepAboveOld = rules.growing().stepAboveOld();
    this.activationBytes = rules.activationBytes();
    this.limit = Math.min(rules.growing().firstLimitBytes(), maxOldBytes / 2);
  }

  @Override
  public boolean markingIsDue(long oldBytes, long newCapacityBytes) {
    // With less than the new space's capacity left, marking waits for the event loop, which a
    // program that runs to its end never reaches.
    return oldBytes > activationBytes && oldBytes >= limit;
  }

  @Override
  public boolean fullCollectionIsDue(long oldBytes) {
    return false;
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
  public void collectedFully(long oldBytes, long newCapacityBytes, double survivedShare) {
    survival.add(survivedShare);
    configured = true;
    long grown = Math.max((long) (oldBytes * maxFactor), oldBytes + MIN_STEP) + newCapacityBytes;
    limit = Math.min(grown, (oldBytes + maxOldBytes) / 2);
  }

  @Override
  public boolean wantsSmallSemiSpaces(boolean atMaximum) {
    return false;
  }
}

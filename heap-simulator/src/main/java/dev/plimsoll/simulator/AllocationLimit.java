package dev.plimsoll.simulator;

/**
 * How large the old generation may grow before marking begins. Until the first full collection the
 * limit starts high and each scavenge lowers it by the share that survives; afterwards it is what
 * the last full collection left, times a factor, and never above halfway to the maximum (V8's
 * memory controller).
 */
class AllocationLimit {

  private static final long MIN_STEP = 8 * V8Rules.MB;

  final long maxOldBytes;
  private final double maxFactor;
  private final long lowestFirstLimit;
  private final boolean stepAboveOld;
  private long limit;
  private boolean configured;

  AllocationLimit(V8Rules rules, long maxOldBytes) {
    this.maxOldBytes = maxOldBytes;
    this.maxFactor = rules.growing().maxFactor(maxOldBytes);
    this.limit = Math.min(rules.growing().firstLimitBytes(), maxOldBytes / 2);
    this.lowestFirstLimit = MIN_STEP;
    this.stepAboveOld = rules.growing().stepAboveOld();
  }

  /** What the old generation may still take before marking begins; 0 when nothing. */
  final long available(long oldBytes) {
    return Math.max(0, limit - oldBytes);
  }

  final long limit() {
    return limit;
  }

  final void set(long bytes) {
    limit = bytes;
  }

  /** A scavenge has ended. */
  void scavenged(long oldBytes, SurvivalRate survival) {
    if (configured || !survival.isKnown()) {
      return;
    }
    long floor = stepAboveOld ? oldBytes + MIN_STEP : lowestFirstLimit;
    long lowered = Math.max(floor, (long) (limit * survival.average()));
    if (lowered < limit) {
      limit = lowered;
    } else {
      configured = true;
    }
  }

  /** A full collection has ended and left so much. */
  void collectedFully(long oldBytes, long newCapacityBytes) {
    configured = true;
    long grown = Math.max((long) (oldBytes * maxFactor), oldBytes + MIN_STEP) + newCapacityBytes;
    limit = Math.min(grown, (oldBytes + maxOldBytes) / 2);
  }
}

package dev.plimsoll.simulator;

/**
 * Semi-spaces double before a collection once more has survived since they last grew than they hold
 * (V8's rule); 3.14 keeps them small while nearly everything survives.
 */
final class SemiSpaceGrowth {

  private final NewSpace newSpace;
  private final int firstPages;
  private long survivedBytes;
  private boolean limited;
  private boolean wasAtMaximum;

  SemiSpaceGrowth(NewSpace newSpace) {
    this.newSpace = newSpace;
    this.firstPages = newSpace.pages();
  }

  void survived(long bytes) {
    survivedBytes += bytes;
  }

  /** A collection begins. */
  void growIfDue(CollectionLog log) {
    wasAtMaximum = !newSpace.canGrow();
    long capacity = newSpace.capacityBytes();
    if (newSpace.canGrow() && !limited && survivedBytes > capacity) {
      newSpace.grow(V8Rules.SEMI_SPACE_GROWTH);
      survivedBytes = 0;
      log.grown(capacity, newSpace.capacityBytes());
    }
  }

  /** {@return whether new space had its maximal size when the last collection began} */
  boolean wasAtMaximum() {
    return wasAtMaximum;
  }

  /** A collection has ended. */
  void limit(OldGenerationLimit limits) {
    limited = limits.wantsSmallSemiSpaces(!newSpace.canGrow());
    if (limited) {
      newSpace.shrink(firstPages);
    }
  }
}

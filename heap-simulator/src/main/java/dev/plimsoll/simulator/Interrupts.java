package dev.plimsoll.simulator;

/**
 * When a program notices that V8 wants its attention. Entering a function it does at once; a loop
 * looks whenever it has used up its budget of bytecode. A program that does not tell what it runs
 * is taken to allocate at a usual pace.
 */
final class Interrupts {

  /** Entering a function uses up any budget. */
  static final int CALL = Integer.MAX_VALUE;

  private final int budgetBytes;
  private final long allocationsBetween;
  private int left;
  private boolean told;
  private long next;

  Interrupts(int budgetBytes) {
    this.budgetBytes = budgetBytes;
    this.allocationsBetween = Math.max(1, (long) (budgetBytes / V8Rules.BYTECODE_AN_ALLOCATION));
    this.left = budgetBytes;
  }

  /** The program ran so much bytecode; true when it looks for requests. */
  boolean ran(int bytes) {
    told = true;
    left = bytes == CALL ? -1 : left - bytes;
    if (left >= 0) {
      return false;
    }
    left = budgetBytes;
    return true;
  }

  boolean areTold() {
    return told;
  }

  void requested(long allocations) {
    next = (allocations / allocationsBetween + 1) * allocationsBetween;
  }

  /** {@return whether a program that tells nothing looks now, after so many allocations} */
  boolean isLookedFor(long allocations) {
    return !told && allocations >= next;
  }
}

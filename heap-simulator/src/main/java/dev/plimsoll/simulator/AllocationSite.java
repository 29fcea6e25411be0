package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;

/**
 * A place in a program that allocates. Where {@link HeapConfig#withPretenuring} is on, the heap
 * watches how many of its objects survive their first collection, and may decide that the next ones
 * are allocated in the old generation at once.
 *
 * <p>Made by {@link GenerationalHeap#newAllocationSite}; belongs to that heap's thread.
 */
public final class AllocationSite {

  enum Decision {
    NONE,
    MAYBE_TENURE,
    TENURE,
    DO_NOT_TENURE
  }

  private final Owner owner;
  private final int account;
  private final Engine engine;

  Decision decision = Decision.NONE;
  int created;
  int found;

  /** How many objects the old code allocates before the new one follows the decision. */
  private int untilOptimized = V8Rules.TENURED_AFTER_ALLOCATIONS;

  AllocationSite(Owner owner, int account, Engine engine) {
    this.owner = owner;
    this.account = account;
    this.engine = engine;
  }

  /** {@return whose memory it allocates} */
  public Owner owner() {
    return owner;
  }

  /** {@return whether its next object is allocated in the old generation} */
  public boolean isTenured() {
    return decision == Decision.TENURE && untilOptimized == 0;
  }

  /** Objects allocated here have an account of their own within the owner's. */
  int account() {
    return account;
  }

  void allocated() {
    if (decision != Decision.TENURE) {
      created++;
    } else if (untilOptimized > 0) {
      untilOptimized--;
    }
  }

  void requireOf(Engine heap) {
    if (heap != engine) {
      throw new IllegalArgumentException(
          "the allocation site of " + owner + " is another heap's; make one with this heap");
    }
  }
}

package dev.plimsoll.simulator;

/**
 * When marking advances: as the program allocates, and when its being complete is noticed. V8 asks
 * for the full collection by an interrupt, which a program looks for now and then.
 */
final class MarkingSteps {

  private final NewSpace newSpace;
  private final ObjectTable objects;
  private final IncrementalMarking marking;
  private final int allocationsBetweenInterrupts;

  private int nextStep;
  private long largeSinceStep;
  private boolean requested;
  private long nextInterrupt;

  MarkingSteps(V8Rules rules, V8Spaces spaces, ObjectTable objects, IncrementalMarking marking) {
    this.newSpace = spaces.newSpace;
    this.objects = objects;
    this.marking = marking;
    this.allocationsBetweenInterrupts = rules.allocationsBetweenInterrupts();
  }

  void begin() {
    nextStep = 0;
    largeSinceStep = 0;
    requested = false;
  }

  /** Before an allocation of so many words in new space; true when a full collection is due. */
  boolean advance(int words) {
    if (requested && objects.allocations() >= nextInterrupt) {
      // What the program stored after marking had ended is marked first.
      requested = false;
      return marking.step();
    }
    if (isDue(words)) {
      request(marking.step());
    }
    return false;
  }

  /** A large object is allocated. */
  void advanceByLarge(long bytes) {
    largeSinceStep += bytes;
    if (largeSinceStep >= IncrementalMarking.LARGE_STEP_BYTES) {
      largeSinceStep = 0;
      request(marking.step());
    }
  }

  /** How far the program may allocate from here without asking. */
  int limit(int top, int pageLimit) {
    if (requested) {
      return top;
    }
    if (nextStep - top > IncrementalMarking.STEP_WORDS || nextStep <= top) {
      nextStep = top + IncrementalMarking.STEP_WORDS;
    }
    return Math.min(pageLimit, nextStep);
  }

  private boolean isDue(int words) {
    int ahead = nextStep - newSpace.top;
    return ahead < words || ahead > IncrementalMarking.STEP_WORDS;
  }

  private void request(boolean complete) {
    if (complete && !requested) {
      long interval = allocationsBetweenInterrupts;
      nextInterrupt = (objects.allocations() / interval + 1) * interval;
      requested = true;
    }
  }
}

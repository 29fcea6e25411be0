package dev.plimsoll.simulator;

/**
 * When marking advances: as the program allocates, in each space by itself. Once it is complete, V8
 * asks for the full collection by an {@link Interrupts interrupt}.
 */
final class MarkingSteps {

  private final NewSpace newSpace;
  private final ObjectTable objects;
  private final IncrementalMarking marking;
  private final Interrupts interrupts;

  // Until the next step is due, from where the program's allocations were counted last.
  private int wordsLeft;
  private int countedTo;
  private long oldSinceStep;
  private long largeSinceStep;
  private boolean requested;
  // 3.14: how far the last object that made a step due lies beyond where it was due.
  private final boolean onGrid;
  private int overshotWords;

  MarkingSteps(V8Rules rules, V8Spaces spaces, ObjectTable objects, IncrementalMarking marking) {
    this.newSpace = spaces.newSpace;
    this.objects = objects;
    this.marking = marking;
    this.onGrid = rules.pace() == V8Rules.MarkingPace.SPEED;
    this.interrupts = new Interrupts(rules.interruptBudgetBytes());
  }

  void begin() {
    wordsLeft = V8Rules.STEP_WORDS;
    countedTo = newSpace.top;
    overshotWords = 0;
    oldSinceStep = 0;
    largeSinceStep = 0;
    requested = false;
  }

  /** {@return whether nothing was left to mark, and the full collection waits for its turn} */
  boolean isComplete() {
    return requested;
  }

  /** Before an allocation of so many words in new space; true when a full collection is due. */
  boolean advance(int words) {
    if (requested && interrupts.isLookedFor(objects.allocations())) {
      return complete();
    }
    if (onGrid) {
      advanceOnGrid(words);
    } else if (words > wordsLeft) {
      wordsLeft = words + V8Rules.STEP_WORDS;
      request(marking.step());
    }
    return false;
  }

  // rule: the place where a step is due moves on by as much each time, whatever lies beyond it.
  private void advanceOnGrid(int words) {
    while (words > wordsLeft) {
      int overshot = words - wordsLeft;
      wordsLeft += V8Rules.STEP_WORDS;
      int allocated = V8Rules.STEP_WORDS + overshot - overshotWords;
      overshotWords = overshot;
      request(marking.stepAfter((long) allocated * Addresses.WORD_BYTES));
    }
  }

  /** A scavenge has ended. */
  void scavenged() {
    if (onGrid) {
      wordsLeft = V8Rules.STEP_WORDS;
      overshotWords = 0;
    }
  }

  /** The program ran code, or entered a function; true when a full collection is due. */
  boolean ran(int bytecodeBytes) {
    return interrupts.ran(bytecodeBytes) && requested && complete();
  }

  // What the program stored after marking had ended is marked first.
  private boolean complete() {
    requested = false;
    return marking.step();
  }

  /** An object is allocated in old space. */
  void advanceByOld(long bytes) {
    if (onGrid) {
      request(marking.stepAfter(V8Rules.OLD_WEIGHT * bytes));
      return;
    }
    oldSinceStep += bytes;
    if (oldSinceStep >= V8Rules.OLD_STEP_BYTES) {
      oldSinceStep = 0;
      request(marking.step());
    }
  }

  /** A large object is allocated. */
  void advanceByLarge(long bytes) {
    if (onGrid) {
      request(marking.stepAfter(V8Rules.OLD_WEIGHT * bytes));
      return;
    }
    largeSinceStep += bytes;
    if (largeSinceStep >= V8Rules.OLD_STEP_BYTES) {
      largeSinceStep = 0;
      request(marking.step());
    }
  }

  /** The program has allocated up to here. */
  void allocatedTo(int top) {
    wordsLeft -= top - countedTo;
    countedTo = top;
  }

  /** The program allocates from here; answers how far it may go without asking. */
  int limit(int top, int pageLimit) {
    countedTo = top;
    boolean asksAlways = requested && !interrupts.areTold();
    return asksAlways ? top : Math.min(pageLimit, top + Math.max(0, wordsLeft));
  }

  private void request(boolean complete) {
    if (complete && !requested) {
      requested = true;
      interrupts.requested(objects.allocations());
    }
  }
}

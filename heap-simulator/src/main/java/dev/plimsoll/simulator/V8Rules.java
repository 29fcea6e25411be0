package dev.plimsoll.simulator;

import java.util.List;

/**
 * What differs between the generations of V8: every constant of the model, and where it comes from.
 * Nothing here belongs to one program. Sizes are bytes.
 *
 * <p>"rule" is a constant of that runtime's own; "measured" was read off a real process; "fitted"
 * was chosen so that the model's start matches real ones, and says on what.
 */
record V8Rules(
    String name,
    GcWords words,
    int pageBytes,
    int newAreaBytes,
    int oldAreaBytes,
    int largestRegularBytes,
    boolean youngLargeObjects,
    long firstSemiSpaceBytes,
    long maxSemiSpaceBytes,
    long maxOldBytes,
    int copyBufferBytes,
    int largestBufferedBytes,
    int parkedBufferBytes,
    Promotion promotion,
    boolean fullCollectionPromotesAll,
    boolean oldAtLastResort,
    boolean pretenures,
    boolean marksProgramRootsFirst,
    int interruptBudgetBytes,
    External external,
    Growing growing,
    MarkingPace pace,
    long activationBytes,
    Base base)
    implements HeapConfig.Rules {

  static final long KB = 1 << 10;
  static final long MB = 1 << 20;

  /** rule: the limit of 6.2 and 11.3 lies at least so far above what is there. */
  static final long LIMIT_STEP = 8 * MB;

  /** rule: it is overshot by a large margin when half of it is, but no less than this. */
  static final long LEAST_OVERSHOOT = 32 * MB;

  /** rule: memory is tight when no more than this part of the maximum is left. */
  static final int TIGHT_SHARE = 8;

  /** rule: how the limit grows then. */
  static final double TIGHT_FACTOR = 1.1;

  /** rule: from here a full collection that leaves the program little time is ineffective. */
  static final double NEAR_MAXIMUM = 0.8;

  /** rule: what share of the time is little. */
  static final double LITTLE_TIME = 0.4;

  /** rule: so many in a row are the end. */
  static final int INEFFECTIVE_IN_A_ROW = 4;

  /** rule: survival is averaged over so many collections. */
  static final int SURVIVAL_RATES = 10;

  /** rule: 3.14, kMinimumPromotionLimit. */
  static final long LEAST_PROMOTION_LIMIT = 5 * MB;

  /** rule: 3.14, kMinimumAllocationLimit. */
  static final long LEAST_ALLOCATION_LIMIT = 8 * MB;

  /** rule: marking is not worth it below, in 3.14 and 6.2. */
  static final long MARKING_ACTIVATION = 8 * MB;

  /** rule: 3.14 widens its limits by it while nearly everything survives. */
  static final int HIGH_SURVIVAL_FACTOR = 2;

  /** rule: 3.14, what counts as high survival, */
  static final double HIGH_SURVIVAL = 0.9;

  /** rule: as low survival, */
  static final double LOW_SURVIVAL = 0.1;

  /** rule: and as a change of trend. */
  static final double SURVIVAL_DEVIATION = 0.15;

  /** rule: semi-spaces double. */
  static final int SEMI_SPACE_GROWTH = 2;

  /** rule: a scavenge turns to promoted objects when half a segment of those waits. */
  static final int PROMOTED_WAITING = 128;

  /** rule: the share of a page that must be free for its objects to be moved. */
  static final double COMPACTED_FREE = 0.7;

  /** rule: live bytes moved at most. */
  static final long COMPACTED_BYTES = 4 * MB;

  /** rule: a large object's pages are the operating system's, and its header takes one. */
  static final int OS_PAGE = 4096;

  /** rule: a large array is marked in pieces of so many slots, and a step can end inside it. */
  static final int PIECE_SLOTS = 1 << 12;

  /** rule: a marking step follows each 64 KB allocated in new space. */
  static final int STEP_WORDS = (int) (64 * KB / Addresses.WORD_BYTES);

  /** rule: a marking step follows so much allocated in old space, or in large objects. */
  static final long OLD_STEP_BYTES = 256 * KB;

  /** rule: 3.14 counts a scavenge in place of a full collection as so much allocated. */
  static final long DELAYED_STEP_BYTES = MB;

  /** rule: 3.14 counts what is allocated in the old generation so many times. */
  static final int OLD_WEIGHT = 3;

  /** rule: a step marks no less. */
  static final long LEAST_STEP_BYTES = 64 * KB;

  /** rule: 11.3, nor schedules more beside what was promoted. */
  static final long MOST_PROGRESS_BYTES = 256 * KB;

  /** rule: in how many steps marking means to be done, */
  static final long STEPS_AT_MOST = 256;

  /** rule: and near the maximum of the old generation. */
  static final long STEPS_NEAR_THE_LIMIT = 32;

  /** rule: so much is near. */
  static final long NEAR_THE_LIMIT = 64 * MB;

  /**
   * rule: 11.3, steps on allocation may fall so far behind the schedule, which gives tasks their
   * turn.
   */
  static final long SCHEDULE_MARGIN = MB;

  /** rule: 6.2 ramps its steps up over this time. */
  static final double RAMP_UP_MILLIS = 300;

  /** rule: 3.14 begins to mark at the pace of allocation, */
  static final int INITIAL_SPEED = 1;

  /**
   * rule: and after a speed-up at the maximum: it adds the number of steps between two speed-ups,
   * where a small number was meant.
   */
  static final int FASTEST_SPEED = 1000;

  /** rule: faster while survival is high, */
  static final int FAST_SPEED = 3;

  /** rule: 3.14, so many steps are too many. */
  static final int STEPS_BEFORE_SPEED_UP = 1024;

  /** rule: 3.14, so little space left is very small. */
  static final long SMALL_SPACE = 10 * MB;

  /**
   * measured: {@code node --print-bytecode} shows 40 to 60 bytes of bytecode for a turn of a loop
   * that makes an array or an object with an array, which are three to five allocations here.
   */
  static final double BYTECODE_AN_ALLOCATION = 14.7;

  /** chosen: how large the runtime's own objects are, so that some thousand make up its start. */
  static final int BASE_OBJECT_BYTES = 256;

  /** rule: a site of fewer mementos since the last decision is not judged. */
  static final int LEAST_MEMENTOS = 100;

  /** rule: a site of which so much survives is tenured. */
  static final double TENURED_SHARE = 0.85;

  /**
   * measured: what a site allocates between the scavenge that tenures it and the code that does so.
   * In LS1 14.5 MB, 16,750 arrays: the loop is compiled anew after some 11 budgets of its bytecode.
   */
  static final int TENURED_AFTER_ALLOCATIONS = 16_750;

  /** Which young survivors are promoted. */
  enum Promotion {
    /** What survived twice; what To-space cannot take. */
    AGE_MARK,
    /** What survived twice; everything once To-space is a quarter full. */
    AGE_MARK_OR_QUARTER
  }

  /**
   * How the old generation's limit moves.
   *
   * @param firstLimitBytes before the first collection
   * @param stepAboveOld whether scavenges lower it no further than a step above what is there
   * @param tightBelowBytes a maximum up to this size means that memory is tight from the start
   * @param givesUpWhenIneffective whether full collections in vain end the heap before it is full
   * @param endsOvershootAtScavenges whether a scavenge becomes the full collection that nobody has
   *     asked for yet, once the limit is far behind
   */
  record Growing(
      long firstLimitBytes,
      boolean stepAboveOld,
      long tightBelowBytes,
      boolean givesUpWhenIneffective,
      boolean endsOvershootAtScavenges) {

    /** rule: the factor of a small heap, */
    private static final double SMALLEST = 1.3;

    /** rule: what it would be just below a large one, */
    private static final double LARGEST_SMALL = 2;

    /** rule: and that of a large one. */
    private static final double HIGH = 4;

    /** rule: what is small, */
    private static final long SMALL_HEAP = 256 * MB;

    /** rule: and large. */
    private static final long LARGE_HEAP = 2048 * MB;

    /** rule: how far the limit may lie above what a full collection left, by the maximum. */
    double maxFactor(long maxOldBytes) {
      if (maxOldBytes >= LARGE_HEAP) {
        return HIGH;
      }
      double size = Math.max(maxOldBytes, SMALL_HEAP) - SMALL_HEAP;
      return SMALLEST + size * (LARGEST_SMALL - SMALLEST) / (LARGE_HEAP - SMALL_HEAP);
    }
  }

  /**
   * When memory outside the heap asks for collections.
   *
   * @param softLimitBytes growth since the last full collection at which marking begins
   * @param stepBytes marked at each allocation beyond it; 0 when it collects at once
   * @param youngLimitBytes held by young objects at which a scavenge is made; 0 for never
   */
  record External(long softLimitBytes, long stepBytes, long youngLimitBytes) {}

  /** How incremental marking is paced. */
  enum MarkingPace {
    /** 3.14: a step for each 64 KB allocated, at a speed that grows. */
    SPEED,
    /** 6.2: grows with the time since marking began, and with what was promoted. */
    RAMP_UP,
    /** 11.3: behind a schedule that each step extends. */
    SCHEDULE;

    /** rule: 6.2 visits a large array anew when elements are moved within it. */
    boolean revisitsMoved() {
      return this == RAMP_UP;
    }
  }

  /**
   * The runtime's words for the end.
   *
   * @param lastResort when an allocation failed after all collections
   * @param heapLimit when what survives does not fit the old generation
   * @param ineffective when full collections near the limit win too little
   */
  record GcWords(String lastResort, String heapLimit, String ineffective) {}

  /**
   * What the runtime itself allocates before a program's first line. Measured on the runtimes
   * named, by programs that allocate objects of one size: what the first scavenges copied and
   * promoted beyond those.
   *
   * @param oldDyingBytes in the old generation, dead by the first full collection
   * @param committedBytes taken from the operating system beyond the pages of these objects
   * @param externalBytes outside the heap
   * @param processBytes resident memory outside the heap and its buffers
   * @param phases what else, in order
   */
  record Base(
      long oldDyingBytes,
      long committedBytes,
      long externalBytes,
      long processBytes,
      List<Phase> phases) {}

  /**
   * A part of a process's start.
   *
   * @param oldBytes allocated in the old generation, for good
   * @param youngLiveBytes allocated in new space, for good
   * @param youngDeadBytes allocated in new space, dead at once
   * @param largestYoungBytes the largest object among the living; 0 when no large one matters
   */
  record Phase(long oldBytes, long youngLiveBytes, long youngDeadBytes, int largestYoungBytes) {

    Phase(long oldBytes, long youngLiveBytes, long youngDeadBytes) {
      this(oldBytes, youngLiveBytes, youngDeadBytes, 0);
    }
  }

  /** Node 0.10. */
  static V8Rules v8_3_14() {
    return new V8Rules(
        "V8 3.14",
        oneEnd("CALL_AND_RETRY_2 Allocation failed - process out of memory"),
        (int) MB, // rule: Page::kPageSize
        1_032_064, // rule: a page without its mark bits; the header fitted: of it 774,224 B are
        // free
        1_032_064, // when a quarter is full, as in the trace of Node 0.10
        1_031_000, // rule: what fits a page
        false, // rule: large objects are old
        MB, // rule: one page
        16 * MB, // rule: 64-bit maximum
        1400 * MB, // rule: 64-bit maximum
        0, // rule: each object is placed by itself
        0,
        0, // rule: what is left of a page is lost
        Promotion.AGE_MARK_OR_QUARTER, // rule
        true, // rule: a full collection promotes all that is young
        true, // rule: what two collections found no room for goes to the old generation
        false, // rule: it has no mementos
        true, // rule: marking in steps begins with all roots
        0, // rule: each turn of a loop looks for a request to collect
        new External(256 * MB, 0, 0), // rule: 16 semi-spaces
        new Growing(350 * MB, false, 0, false, false), // rule: a quarter of the maximum
        MarkingPace.SPEED,
        8 * MB, // rule: marking does not begin below
        new Base(97_000, MB, 0, 9 * MB, List.of(new Phase(913_000, 598_600, 200_000))));
  }

  /** Node 8. */
  static V8Rules v8_6_2() {
    return new V8Rules(
        "V8 6.2",
        oneEnd("CALL_AND_RETRY_LAST Allocation failed - JavaScript heap out of memory"),
        (int) (512 * KB), // rule
        515_584, // measured: allocated by scavenges at full survival
        515_584,
        507_136, // rule: kMaxRegularHeapObjectSize
        false, // rule: large objects are old
        MB, // rule
        16 * MB, // rule
        1400 * MB, // rule: 64-bit maximum
        (int) (32 * KB), // rule: LocalAllocator's buffers
        (int) (8 * KB), // rule
        0, // rule: what is left of a page is lost
        Promotion.AGE_MARK, // rule
        false, // rule: a full collection copies what lies above the age mark
        false,
        false, // measured: LS1 runs the same with default flags
        true, // rule: marking in steps begins with all roots
        0, // rule: each turn of a loop looks for a request to collect
        new External(64 * MB, 4 * MB, 0), // rule; a step of 5 ms, its speed fitted on w_buf
        new Growing(700 * MB, false, 256 * MB, false, false), // rule: half of the maximum
        MarkingPace.RAMP_UP,
        8 * MB, // rule: marking does not begin below
        new Base(
            419_000,
            MB,
            8_224,
            21 * MB,
            List.of(
                new Phase(2_116_272, 690_296, 340_000), // ends with the first scavenge
                new Phase(235_136, 263_072, 50_000), // and this with the second
                new Phase(296_000, 202_768, 75_000))));
  }

  /** Node 20. */
  static V8Rules v8_11_3() {
    return new V8Rules(
        "V8 11.3",
        new GcWords(
            "Reached heap limit Allocation failed - JavaScript heap out of memory",
            "Reached heap limit Allocation failed - JavaScript heap out of memory",
            "Ineffective mark-compacts near heap limit Allocation failed - JavaScript heap out of"
                + " memory"),
        (int) (256 * KB), // rule
        257_720, // measured
        257_720,
        131_072, // rule: kMaxRegularHeapObjectSize
        true, // rule: young large-object space, promoted in place
        MB, // rule
        16 * MB, // rule
        4096 * MB, // rule: with 16 GB of memory or more
        (int) (32 * KB), // rule: LocalAllocationBuffer
        (int) (8 * KB), // rule
        (int) (4 * KB), // rule: kAllocationBufferParkingThreshold
        Promotion.AGE_MARK, // rule
        true, // rule
        false,
        true, // rule: --allocation-site-pretenuring
        false, // rule: marking in steps leaves the stack, a program's variables, to the final pause
        (int) (66 * KB), // rule: --interrupt-budget
        new External(64 * MB, 64 * KB, 32 * MB), // rule
        new Growing(512 * MB, true, 0, true, true), // rule
        MarkingPace.SCHEDULE,
        0,
        // fitted on the first three scavenges of twelve programs: the least sum of differences
        new Base(
            282_700, 0, 1_124_126, 35 * MB, List.of(new Phase(2_760_900, 64_000, 60_000, 8_208))));
  }

  private static GcWords oneEnd(String words) {
    return new GcWords(words, words, words);
  }
}

package dev.plimsoll.simulator;

/**
 * Marking in steps between allocations: begins when the old generation reaches its limit, advances
 * whenever the program has allocated another 64 KB, and asks for the full collection when nothing
 * is grey any more.
 */
final class IncrementalMarking {

  private static final long KB = V8Rules.KB;
  private static final long MB = V8Rules.MB;

  /** rule: a step follows each 64 KB allocated in new space. */
  static final int STEP_WORDS = (int) (64 * KB / Addresses.WORD_BYTES);

  /** rule: or so much in old space, or in large objects. */
  static final long OLD_STEP_BYTES = 256 * KB;

  // rule: 3.14 counts a scavenge in place of a full collection as so much allocated.
  private static final long DELAYED_STEP_BYTES = MB;

  /** rule: 3.14 counts what is allocated in the old generation so many times. */
  static final int OLD_WEIGHT = 3;

  private static final long MIN_STEP_BYTES = 64 * KB;
  private static final long MAX_PROGRESS_BYTES = 256 * KB;
  // rule: in how many steps marking means to be done, and near the limit.
  private static final long STEPS_AT_MOST = 256;
  private static final long STEPS_NEAR_THE_LIMIT = 32;
  // rule: steps on allocation may fall so far behind the schedule, which gives tasks their turn.
  private static final long SCHEDULE_MARGIN = MB;
  // rule: 6.2 ramps its steps up over this time.
  private static final double RAMP_UP_MILLIS = 300;

  private final Marker marker;
  private final V8Spaces spaces;
  private final CollectionLog log;
  private final V8Rules.MarkingPace pace;
  private final long maxOldBytes;
  private final MarkingSpeed speed;
  private long allocatedSinceStep;

  private boolean running;
  private long oldBytesAtStart;
  private long scheduledBytes;
  private long markedBytes;
  private long promotedBytes;

  IncrementalMarking(HeapConfig config, Marker marker, V8Spaces spaces, CollectionLog log) {
    this.marker = marker;
    this.spaces = spaces;
    this.log = log;
    this.pace = config.rules().pace();
    this.maxOldBytes = config.maxOldBytes();
    this.speed = new MarkingSpeed(spaces.newSpace.maxCapacityBytes(), maxOldBytes);
  }

  boolean isRunning() {
    return running;
  }

  void start() {
    running = true;
    oldBytesAtStart = spaces.oldBytes();
    scheduledBytes = 0;
    markedBytes = 0;
    promotedBytes = 0;
    allocatedSinceStep = 0;
    speed.start(oldBytesAtStart);
    log.markingStarted();
  }

  void stop() {
    running = false;
  }

  /** A scavenge has promoted and buried so much. */
  void scavenged(long promoted, long deadYoung) {
    promotedBytes += promoted;
    markedBytes -= Math.min(markedBytes, deadYoung);
    marker.forgetDead();
  }

  /** Advances; true when marking is complete. */
  boolean step() {
    return advance(nextStepBytes());
  }

  /** Advances by what a scavenge in place of a full collection costs; true when complete. */
  boolean delayedStep() {
    return stepAfter(DELAYED_STEP_BYTES);
  }

  /** 3.14: so much was allocated; advances once that is worth a step; true when complete. */
  boolean stepAfter(long allocatedBytes) {
    allocatedSinceStep += allocatedBytes;
    if (allocatedSinceStep < MIN_STEP_BYTES) {
      return false;
    }
    boolean complete = advance(speed.stepBytes(allocatedSinceStep));
    speed.stepped(spaces.oldBytes());
    allocatedSinceStep = 0;
    return complete;
  }

  /** A collection begins after one that nearly everything survived. */
  void survivalIsHigh() {
    speed.survivalIsHigh();
  }

  /** Advances by at least so much; true when complete. */
  boolean step(long atLeast) {
    return advance(Math.max(nextStepBytes(), atLeast));
  }

  private boolean advance(long bytes) {
    if (bytes > 0) {
      long done = marker.visit(bytes);
      markedBytes += done;
      log.markingStep(marker.takeVisitedObjects(), marker.takeVisitedSlots(), done);
    }
    return marker.isDone();
  }

  private long nextStepBytes() {
    return switch (pace) {
      case SCHEDULE -> scheduledStep();
      case RAMP_UP -> rampedStep();
      case SPEED -> MIN_STEP_BYTES;
    };
  }

  private long scheduledStep() {
    scheduledBytes += Math.min(progress(), MAX_PROGRESS_BYTES) + takePromoted();
    long behind = scheduledBytes - markedBytes - SCHEDULE_MARGIN;
    return Math.max(behind, MIN_STEP_BYTES);
  }

  private long rampedStep() {
    double ramp = Math.min(1, log.markingElapsed() / RAMP_UP_MILLIS);
    long bytes = (long) (ramp * progress()) + promotedBytes;
    if (bytes < MIN_STEP_BYTES) {
      return 0;
    }
    takePromoted();
    return bytes;
  }

  private long progress() {
    // rule: 6.2 meant to be done in half as many.
    long share = pace == V8Rules.MarkingPace.RAMP_UP ? 2 : 1;
    if (spaces.oldBytes() + spaces.newSpace.capacityBytes() + 64 * MB > maxOldBytes) {
      return Math.max(share * spaces.oldBytes() / STEPS_NEAR_THE_LIMIT, MIN_STEP_BYTES);
    }
    return Math.max(share * oldBytesAtStart / STEPS_AT_MOST, MIN_STEP_BYTES);
  }

  private long takePromoted() {
    long bytes = promotedBytes;
    promotedBytes = 0;
    return bytes;
  }
}

package dev.plimsoll.simulator;

/**
 * Marking in steps between allocations: begins when the old generation reaches its limit, advances
 * whenever the program has allocated another 64 KB, and asks for the full collection when nothing
 * is grey any more.
 */
final class IncrementalMarking {

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
    return stepAfter(V8Rules.DELAYED_STEP_BYTES);
  }

  /** 3.14: so much was allocated; advances once that is worth a step; true when complete. */
  boolean stepAfter(long allocatedBytes) {
    allocatedSinceStep += allocatedBytes;
    if (allocatedSinceStep < V8Rules.LEAST_STEP_BYTES) {
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
      case SPEED -> V8Rules.LEAST_STEP_BYTES;
    };
  }

  private long scheduledStep() {
    scheduledBytes += Math.min(progress(), V8Rules.MOST_PROGRESS_BYTES) + takePromoted();
    long behind = scheduledBytes - markedBytes - V8Rules.SCHEDULE_MARGIN;
    return Math.max(behind, V8Rules.LEAST_STEP_BYTES);
  }

  private long rampedStep() {
    double ramp = Math.min(1, log.markingElapsed() / V8Rules.RAMP_UP_MILLIS);
    long bytes = (long) (ramp * progress()) + promotedBytes;
    if (bytes < V8Rules.LEAST_STEP_BYTES) {
      return 0;
    }
    takePromoted();
    return bytes;
  }

  private long progress() {
    // rule: 6.2 meant to be done in half as many.
    long share = pace == V8Rules.MarkingPace.RAMP_UP ? 2 : 1;
    if (spaces.oldBytes() + spaces.newSpace.capacityBytes() + V8Rules.NEAR_THE_LIMIT
        > maxOldBytes) {
      return Math.max(
          share * spaces.oldBytes() / V8Rules.STEPS_NEAR_THE_LIMIT, V8Rules.LEAST_STEP_BYTES);
    }
    return Math.max(share * oldBytesAtStart / V8Rules.STEPS_AT_MOST, V8Rules.LEAST_STEP_BYTES);
  }

  private long takePromoted() {
    long bytes = promotedBytes;
    promotedBytes = 0;
    return bytes;
  }
}

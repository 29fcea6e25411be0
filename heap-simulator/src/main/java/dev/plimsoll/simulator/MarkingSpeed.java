package dev.plimsoll.simulator;

/**
 * How fast V8 3.14 marks: so many times what was allocated since the last step. It begins at the
 * pace of allocation, marks faster while much is promoted, and as fast as it can once it falls
 * behind.
 */
final class MarkingSpeed {

  private final long slackBytes;
  private final long maxOldBytes;
  private int speed = V8Rules.INITIAL_SPEED;
  private int steps;
  private long scannedBytes;
  private long usedAtStart;
  private long leftAtStart;

  MarkingSpeed(long maxSemiSpaceBytes, long maxOldBytes) {
    this.slackBytes = maxSemiSpaceBytes;
    this.maxOldBytes = maxOldBytes;
  }

  void start(long oldBytes) {
    speed = V8Rules.INITIAL_SPEED;
    steps = 0;
    scannedBytes = 0;
    usedAtStart = oldBytes;
    leftAtStart = maxOldBytes - oldBytes;
  }

  /** A collection begins after one that nearly everything survived. */
  void survivalIsHigh() {
    speed = Math.max(speed, V8Rules.FAST_SPEED);
  }

  /** What a step marks after so much was allocated. */
  long stepBytes(long allocatedBytes) {
    long bytes = speed * allocatedBytes;
    scannedBytes += bytes;
    steps++;
    return bytes;
  }

  /** A step has ended. */
  void stepped(long oldBytes) {
    long left = maxOldBytes - oldBytes;
    long behind = oldBytes - usedAtStart - scannedBytes / 2 - slackBytes - speed * V8Rules.MB;
    if (steps % V8Rules.STEPS_BEFORE_SPEED_UP == 0
        || leftAtStart < V8Rules.SMALL_SPACE
        || left * (speed + 1) < leftAtStart
        || oldBytes > (speed + 1) * usedAtStart
        || behind > 0) {
      speed = V8Rules.FASTEST_SPEED;
    }
  }
}

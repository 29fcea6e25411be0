package dev.plimsoll.simulator;

/**
 * How fast V8 3.14 marks: so many times what was allocated since the last step. It begins at the
 * pace of allocation, marks faster while much is promoted, and as fast as it can once it falls
 * behind.
 */
final class MarkingSpeed {

  private static final long MB = V8Rules.MB;

  private static final int INITIAL = 1;

  /** rule: while survival is high. */
  private static final int FAST = 3;

  /**
   * rule: a speed-up adds the number of steps between two of them, where a small number was meant,
   * and so goes to the maximum at once.
   */
  private static final int FASTEST = 1000;

  /** rule: so many steps are too many. */
  private static final int STEPS_BEFORE_SPEED_UP = 1024;

  /** rule: so little space left is very small. */
  private static final long SMALL_SPACE = 10 * MB;

  private final long slackBytes;
  private final long maxOldBytes;
  private int speed = INITIAL;
  private int steps;
  private long scannedBytes;
  private long usedAtStart;
  private long leftAtStart;

  MarkingSpeed(long maxSemiSpaceBytes, long maxOldBytes) {
    this.slackBytes = maxSemiSpaceBytes;
    this.maxOldBytes = maxOldBytes;
  }

  void start(long oldBytes) {
    speed = INITIAL;
    steps = 0;
    scannedBytes = 0;
    usedAtStart = oldBytes;
    leftAtStart = maxOldBytes - oldBytes;
  }

  /** A collection begins after one that nearly everything survived. */
  void survivalIsHigh() {
    speed = Math.max(speed, FAST);
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
    long behind = oldBytes - usedAtStart - scannedBytes / 2 - slackBytes - speed * MB;
    if (steps % STEPS_BEFORE_SPEED_UP == 0
        || leftAtStart < SMALL_SPACE
        || left * (speed + 1) < leftAtStart
        || oldBytes > (speed + 1) * usedAtStart
        || behind > 0) {
      speed = FASTEST;
    }
  }
}

package dev.plimsoll.queue;

import java.time.Duration;

/**
 * One alarm: what was wrong, and the one snapshot it was judged by.
 *
 * @param kind what is wrong
 * @param phase whether it began, goes on or ended
 * @param text one sentence for people, with the numbers of the snapshot
 * @param lasted how long the trouble has lasted
 * @param snapshot what the alarm was judged by
 */
public record Alarm(Kind kind, Phase phase, String text, Duration lasted, QueueSnapshot snapshot) {

  /** What is wrong. */
  public enum Kind {
    /** The depth is at or over the high mark. */
    HIGH_WATERMARK,
    /** The weight is at or over the high mark. */
    HIGH_WEIGHT,
    /** The oldest element has waited too long. */
    SOJOURN_TIME,
    /** Nothing is taken though work waits. */
    STALLED_CONSUMER,
    /** At the present rates the queue will soon be full. */
    PREDICTED_OVERFLOW,
    /** Elements are refused. */
    REJECTIONS
  }

  /** Where an alarm is in its life. */
  public enum Phase {
    /** It began. */
    RAISED,
    /** It goes on. */
    REPEATED,
    /** It ended. */
    CLEARED
  }

  /** {@return whether the trouble is over} */
  public boolean cleared() {
    return phase == Phase.CLEARED;
  }
}

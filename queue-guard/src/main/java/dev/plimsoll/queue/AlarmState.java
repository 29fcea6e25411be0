package dev.plimsoll.queue;

/**
 * One alarm's state machine: calm, pending while the hold time runs, raised. Pure arithmetic, not
 * thread-safe.
 *
 * <p>The hold is broken by any reading that is not bad, so that an alarm always quotes a bad
 * reading; a raised alarm ends with a good one alone, so that it does not flap.
 */
final class AlarmState {

  /** What a step did. */
  enum Step {
    NOTHING,
    RAISED,
    REPEATED,
    CLEARED
  }

  private enum Phase {
    CALM,
    PENDING,
    RAISED
  }

  private final long holdNanos;
  private final long repeatNanos;
  private Phase phase = Phase.CALM;
  private long since;
  private long announced;

  AlarmState(long holdNanos, long repeatNanos) {
    this.holdNanos = holdNanos;
    this.repeatNanos = repeatNanos;
  }

  Step step(Reading reading, long now) {
    if (phase == Phase.RAISED) {
      return reading == Reading.GOOD ? clear() : repeat(reading, now);
    }
    if (reading != Reading.BAD) {
      phase = Phase.CALM;
      return Step.NOTHING;
    }
    if (phase == Phase.CALM) {
      phase = Phase.PENDING;
      since = now;
    }
    return now - since >= holdNanos ? raise(now) : Step.NOTHING;
  }

  private Step raise(long now) {
    phase = Phase.RAISED;
    announced = now;
    return Step.RAISED;
  }

  private Step repeat(Reading reading, long now) {
    if (reading != Reading.BAD || now - announced < repeatNanos) {
      return Step.NOTHING;
    }
    announced = now;
    return Step.REPEATED;
  }

  private Step clear() {
    phase = Phase.CALM;
    return Step.CLEARED;
  }

  boolean isCalm() {
    return phase == Phase.CALM;
  }

  boolean isRaised() {
    return phase == Phase.RAISED;
  }

  /** How long the trouble has lasted at {@code now}, from its first bad reading. */
  long lastedNanos(long now) {
    return now - since;
  }
}

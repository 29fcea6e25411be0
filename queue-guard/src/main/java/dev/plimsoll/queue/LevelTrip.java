package dev.plimsoll.queue;

/**
 * The levels between which no alarm can change, so that the hot path judges nothing in between. Not
 * thread-safe.
 */
final class LevelTrip {

  private static final long NO_LEVEL_BELOW = -1;

  private final Marks marks;
  private long above;
  private long below = NO_LEVEL_BELOW;

  LevelTrip(Marks marks) {
    this.marks = marks;
    above = marks.high();
  }

  /** The lowest level from which on growth must be judged. */
  long above() {
    return above;
  }

  /** The highest level down from which shrinking must be judged; negative for none. */
  long below() {
    return below;
  }

  boolean isTripped(long level) {
    return level >= above || level <= below;
  }

  /** Sets the next trip points after the alarm has been judged. */
  void follow(AlarmState state) {
    above = state.isCalm() ? marks.high() : Long.MAX_VALUE;
    if (state.isRaised()) {
      below = marks.low();
    } else {
      below = state.isCalm() ? NO_LEVEL_BELOW : marks.high() - 1;
    }
  }
}

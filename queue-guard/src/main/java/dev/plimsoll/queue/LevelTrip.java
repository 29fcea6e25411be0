package dev.plimsoll.queue;

/**
 * Tells in one comparison whether a level has moved where an alarm may change, so that the hot path
 * judges nothing in between. Not thread-safe.
 */
final class LevelTrip {

  private final Marks marks;
  private long above;
  private long below;

  LevelTrip(Marks marks) {
    this.marks = marks;
    above = marks.high();
    below = -1;
  }

  boolean trippedByGrowth(long level) {
    return level >= above;
  }

  boolean trippedByShrinking(long level) {
    return level <= below;
  }

  /** Sets the next trip points after the alarm has been judged. */
  void follow(AlarmState state) {
    above = state.isCalm() ? marks.high() : Long.MAX_VALUE;
    if (state.isRaised()) {
      below = marks.low();
    } else {
      below = state.isCalm() ? -1 : marks.high() - 1;
    }
  }
}

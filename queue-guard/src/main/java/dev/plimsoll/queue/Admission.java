package dev.plimsoll.queue;

/** What became of an element that was offered. */
enum Admission {
  /** It waits in memory. */
  ADMITTED,
  /** It waits in the file. */
  SPILLED,
  /** There was no room. */
  FULL,
  /** There was no room for the whole time to wait. */
  TIMED_OUT,
  /** The queue is closed. */
  CLOSED,
  /** The policy let it go. */
  DROPPED;

  boolean isAccepted() {
    return this == ADMITTED || this == SPILLED;
  }

  boolean isRejected() {
    return this == FULL || this == TIMED_OUT || this == CLOSED;
  }

  RejectionReason reason() {
    return switch (this) {
      case FULL -> RejectionReason.FULL;
      case TIMED_OUT -> RejectionReason.TIMED_OUT;
      case CLOSED -> RejectionReason.CLOSED;
      case ADMITTED, SPILLED, DROPPED -> throw new IllegalStateException("not rejected: " + this);
    };
  }
}

package dev.plimsoll.queue;

/** Why a queue or an executor refused. */
public enum RejectionReason {
  /** No room. */
  FULL("is full"),
  /** No room appeared in the time that the caller was ready to wait. */
  TIMED_OUT("stayed full for the whole time to wait"),
  /** Closed to new elements. */
  CLOSED("is closed"),
  /** Let go by a drop policy after it was accepted, or on arrival. */
  DROPPED("dropped it"),
  /** Shed under overload after it was accepted. */
  SHED("shed it under overload");

  private final String words;

  RejectionReason(String words) {
    this.words = words;
  }

  String describe(String name, int depth, int capacity) {
    return "queue " + name + " " + words + ": depth " + depth + " of " + capacity;
  }
}

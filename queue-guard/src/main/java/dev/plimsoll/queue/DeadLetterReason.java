package dev.plimsoll.queue;

/** Why an element never reached a consumer. */
public enum DeadLetterReason {
  /** The queue was full or closed, and refused it. */
  REJECTED,
  /** Its time to live passed while it waited. */
  EXPIRED,
  /** A drop policy let go of it. */
  DROPPED,
  /** Shed under overload, by delay or for a budget. */
  SHED
}

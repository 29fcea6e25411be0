package dev.plimsoll.external;

/** What became of a write. */
public enum Outcome {
  /** The server did it. */
  APPLIED,
  /** The server answered that the condition did not hold: present, absent, or another version. */
  DECLINED,
  /**
   * The server was not reached, refused, or did not answer by the deadline. In the last case the
   * write may still have happened.
   */
  UNAVAILABLE
}

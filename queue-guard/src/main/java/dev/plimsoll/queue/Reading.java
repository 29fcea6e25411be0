package dev.plimsoll.queue;

/** What a symptom says of the queue at one moment. */
enum Reading {
  /** At or past the mark that raises. */
  BAD,
  /** Between the marks: proves nothing either way. */
  BETWEEN,
  /** At or past the mark that clears. */
  GOOD
}

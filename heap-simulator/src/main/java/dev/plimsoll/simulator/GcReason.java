package dev.plimsoll.simulator;

/** What asked for a collection. Traces print it in the words of each runtime. */
public enum GcReason {
  /** An allocation found no room. */
  ALLOCATION_FAILURE,
  /** Incremental marking had seen everything and the full collection completes it. */
  MARKING_COMPLETE,
  /** The old generation reached its limit: the next collection had to be a full one. */
  OLD_LIMIT_REACHED,
  /** Memory outside the heap had grown too far. */
  EXTERNAL_MEMORY,
  /** The last attempt before the heap gives up. */
  LAST_RESORT,
  /** The program asked. */
  REQUESTED
}

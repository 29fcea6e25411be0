package dev.plimsoll.simulator;

/** How large the old generation may grow before it is marked and collected. */
interface OldGenerationLimit {

  /**
   * {@return whether marking in steps should begin}
   *
   * @param oldBytes the old generation, with what grew outside the heap
   * @param oldCapacityBytes what it has taken of its maximum
   * @param newCapacityBytes a semi-space's capacity
   */
  boolean markingIsDue(long oldBytes, long oldCapacityBytes, long newCapacityBytes);

  /** {@return whether the next collection must be a full one} */
  boolean fullCollectionIsDue(long oldBytes);

  /**
   * {@return whether allocating a large or old object must make room by a full collection first}
   */
  default boolean oldAllocationIsDue(long oldBytes) {
    return false;
  }

  /** {@return whether nearly everything survived the last collection} */
  default boolean survivalIsHigh() {
    return false;
  }

  /**
   * {@return whether the old generation has outgrown the limit by so much that a full collection,
   * whose marking is complete, waits no longer to be asked for}
   *
   * @param oldBytes the old generation, with what grew outside the heap
   */
  boolean isOvershot(long oldBytes);

  /**
   * A scavenge has ended.
   *
   * @param oldBytes the old generation now
   * @param survivedShare the share of the young generation that survived
   */
  void scavenged(long oldBytes, double survivedShare);

  /**
   * A full collection has ended.
   *
   * @param oldBytes the old generation now
   * @param oldCapacityBytes what it has taken of its maximum
   * @param newCapacityBytes a semi-space's capacity
   * @param survivedShare the share of the young generation that survived
   */
  void collectedFully(
      long oldBytes, long oldCapacityBytes, long newCapacityBytes, double survivedShare);

  /**
   * {@return whether full collections near the maximum win so little time for the program that the
   * heap gives up}
   *
   * @param oldBytes what the last full collection left
   * @param mutatorShare the program's share of time before it
   */
  boolean isIneffective(long oldBytes, double mutatorShare);

  /** {@return whether survival is so high that semi-spaces stay small} */
  boolean wantsSmallSemiSpaces(boolean atMaximum);

  static OldGenerationLimit of(V8Rules rules, long maxOldBytes) {
    return rules.pace() == V8Rules.MarkingPace.SPEED
        ? new PromotionLimit(maxOldBytes)
        : new AllocationLimit(rules, maxOldBytes);
  }
}

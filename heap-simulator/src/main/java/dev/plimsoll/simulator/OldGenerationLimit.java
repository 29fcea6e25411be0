package dev.plimsoll.simulator;

/** How large the old generation may grow before it is marked and collected. */
interface OldGenerationLimit {

  /** {@return whether marking in steps should begin} */
  boolean markingIsDue(long oldBytes, long newCapacityBytes);

  /** {@return whether the next collection must be a full one} */
  boolean fullCollectionIsDue(long oldBytes);

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
   * @param newCapacityBytes a semi-space's capacity
   * @param survivedShare the share of the young generation that survived
   */
  void collectedFully(long oldBytes, long newCapacityBytes, double survivedShare);

  /** {@return whether survival is so high that semi-spaces stay small} */
  boolean wantsSmallSemiSpaces(boolean atMaximum);

  static OldGenerationLimit of(V8Rules rules, long maxOldBytes) {
    return rules.pace() == V8Rules.MarkingPace.SPEED
        ? new PromotionLimit(maxOldBytes)
        : new AllocationLimit(rules, maxOldBytes);
  }
}

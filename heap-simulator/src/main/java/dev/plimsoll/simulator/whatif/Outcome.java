package dev.plimsoll.simulator.whatif;

/**
 * What a replay did to its heap.
 *
 * @param setting what was replayed with
 * @param scavenges collections of the young generation alone
 * @param fullCollections collections of both generations
 * @param promotedBytes bytes that collections of either kind moved to the old generation
 * @param copiedBytes bytes that scavenges moved within the young generation
 * @param pauseShare the share of time in collections, 0 to 1: pauses by the heap's cost model,
 *     beside the time that the recording took
 * @param ownerAllocatedBytes what the owner in question allocated
 * @param ownerPromotedBytes what of it was promoted by collections of either kind
 * @param outOfMemoryAt the number of the event at which the heap was out of memory and the replay
 *     ended; 0 if it came to its end
 */
public record Outcome(
    Setting setting,
    long scavenges,
    long fullCollections,
    long promotedBytes,
    long copiedBytes,
    double pauseShare,
    long ownerAllocatedBytes,
    long ownerPromotedBytes,
    long outOfMemoryAt) {

  /** {@return the share of the owner's bytes that was promoted, 0 to 1} */
  public double ownerPromotedShare() {
    return ownerAllocatedBytes == 0 ? 0 : (double) ownerPromotedBytes / ownerAllocatedBytes;
  }

  /** {@return whether the heap was out of memory before the recording's end} */
  public boolean outOfMemory() {
    return outOfMemoryAt > 0;
  }
}

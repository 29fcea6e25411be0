package dev.plimsoll.simulator;

/**
 * What happened since the heap was made.
 *
 * @param scavenges collections of the young generation alone
 * @param fullCollections collections of both generations
 * @param promotedBytes bytes that scavenges moved to the old generation
 * @param copiedBytes bytes that scavenges moved within the young generation
 * @param allocatedBytes bytes of all objects allocated, the runtime's own included
 * @param pauseMillis how long collections and marking steps held the program up, in simulated
 *     milliseconds
 * @param elapsedMillis simulated milliseconds since the heap was made, pauses included
 */
public record HeapTotals(
    long scavenges,
    long fullCollections,
    long promotedBytes,
    long copiedBytes,
    long allocatedBytes,
    double pauseMillis,
    double elapsedMillis) {

  /** {@return the share of time spent in collections, 0 to 1: what Node's --prof reports} */
  public double pauseShare() {
    return elapsedMillis == 0 ? 0 : pauseMillis / elapsedMillis;
  }
}

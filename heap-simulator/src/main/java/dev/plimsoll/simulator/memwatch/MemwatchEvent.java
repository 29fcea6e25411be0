package dev.plimsoll.simulator.memwatch;

/** What {@link Memwatch} tells. Times are the heap's simulated milliseconds. */
public sealed interface MemwatchEvent {

  /**
   * The heap was larger after each of five full collections than after the one before.
   * node-memwatch measures from the first that grew; here it is from the one before that, so that
   * the growth is all of it.
   *
   * @param startMillis when the full collection ended from which the growth is measured
   * @param endMillis when the fifth that grew ended
   * @param growthBytes by how much the heap grew between the two
   * @param reason the same in words
   */
  record Leak(double startMillis, double endMillis, long growthBytes, String reason)
      implements MemwatchEvent {}

  /**
   * A full collection has ended.
   *
   * @param millis when
   * @param fullCollections how many there were since watching began, this one included
   * @param scavenges how many collections of the young generation alone
   * @param compactions how many of the full ones moved objects of the old generation
   * @param usageTrend by how many percent {@code estimatedBaseBytes} is above the average over the
   *     last 120 full collections
   * @param estimatedBaseBytes the heap's usual size after a full collection: a moving average over
   *     ten
   * @param currentBaseBytes its size after this one
   * @param minBytes the least since the third full collection; 0 before
   * @param maxBytes the most since the third full collection; 0 before
   */
  record Stats(
      double millis,
      long fullCollections,
      long scavenges,
      long compactions,
      double usageTrend,
      long estimatedBaseBytes,
      long currentBaseBytes,
      long minBytes,
      long maxBytes)
      implements MemwatchEvent {}
}

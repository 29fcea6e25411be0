package dev.plimsoll.simulator;

/**
 * What work costs in time: plain arithmetic from counted work to milliseconds. A simulated heap has
 * no clock; its timestamps and pauses, and with them the share of time spent in collections, come
 * from here. They are an explicit model for comparing one run with another, not a promise about any
 * machine.
 *
 * <p>Every figure is in nanoseconds and at least 0.
 *
 * @param scavengeNanos a scavenge that finds nothing alive
 * @param rootNanos each root or remembered slot visited
 * @param copyNanosPerByte each byte moved within the young generation
 * @param promoteNanosPerByte each byte moved to the old generation, which must find room for it
 * @param fullNanos a full collection, or a marking step, that finds nothing
 * @param markNanosPerObject each object marked
 * @param markNanosPerSlot each reference slot visited while marking
 * @param sweepNanosPerPage each page swept
 * @param moveNanosPerByte each byte moved to compact the old generation
 * @param allocateNanosPerObject the program's own time for each object it allocates
 * @param allocateNanosPerByte the program's own time for each byte it allocates and fills
 */
public record PauseModel(
    double scavengeNanos,
    double rootNanos,
    double copyNanosPerByte,
    double promoteNanosPerByte,
    double fullNanos,
    double markNanosPerObject,
    double markNanosPerSlot,
    double sweepNanosPerPage,
    double moveNanosPerByte,
    double allocateNanosPerObject,
    double allocateNanosPerByte) {

  private static final double NANOS_PER_MILLI = 1e6;

  public PauseModel {
    double[] figures = {
      scavengeNanos,
      rootNanos,
      copyNanosPerByte,
      promoteNanosPerByte,
      fullNanos,
      markNanosPerObject,
      markNanosPerSlot,
      sweepNanosPerPage,
      moveNanosPerByte,
      allocateNanosPerObject,
      allocateNanosPerByte
    };
    for (double figure : figures) {
      if (!(figure >= 0) || Double.isInfinite(figure)) {
        throw new IllegalArgumentException(
            "a cost must be a finite number of nanoseconds, at least 0: " + figure);
      }
    }
  }

  /**
   * {@return V8's costs, fitted on the {@code --trace-gc} logs of Node 8, 20 and 24 with one core:
   * about 2 ns a promoted byte (15 MB in 30 ms), 65 ms to mark and sweep 1.3 GB of arrays that hold
   * small integers, 300 ms for a million arrays}
   */
  public static PauseModel v8() {
    return new PauseModel(200_000, 10, 1.5, 2, 500_000, 120, 0.35, 4_000, 2, 40, 1);
  }

  /**
   * {@return the costs of HotSpot's serial collector, by the same counters: its copying is tighter,
   * its full collection slides every live object}
   */
  public static PauseModel hotspotSerial() {
    return new PauseModel(300_000, 5, 0.6, 0.8, 3_000_000, 15, 0.35, 0, 0.8, 5, 0.15);
  }

  /**
   * {@return the program's own time}
   *
   * @param objects how many objects it allocated
   * @param bytes their bytes
   */
  public double mutatorMillis(long objects, long bytes) {
    return (objects * allocateNanosPerObject + bytes * allocateNanosPerByte) / NANOS_PER_MILLI;
  }

  /**
   * {@return the pause of a scavenge}
   *
   * @param roots roots and remembered slots visited
   * @param copiedBytes bytes moved within the young generation
   * @param promotedBytes bytes moved to the old generation
   */
  public double scavengeMillis(long roots, long copiedBytes, long promotedBytes) {
    double nanos = scavengeNanos + roots * rootNanos;
    nanos += copiedBytes * copyNanosPerByte + promotedBytes * promoteNanosPerByte;
    return nanos / NANOS_PER_MILLI;
  }

  /**
   * {@return the pause of a marking step, or of the marking inside a full collection}
   *
   * @param objects objects marked
   * @param slots reference slots visited
   */
  public double markMillis(long objects, long slots) {
    return (fullNanos + objects * markNanosPerObject + slots * markNanosPerSlot) / NANOS_PER_MILLI;
  }

  /**
   * {@return the pause of sweeping}
   *
   * @param pages pages swept
   */
  public double sweepMillis(long pages) {
    return pages * sweepNanosPerPage / NANOS_PER_MILLI;
  }

  /**
   * {@return the pause of compacting the old generation}
   *
   * @param movedBytes bytes moved
   */
  public double compactMillis(long movedBytes) {
    return movedBytes * moveNanosPerByte / NANOS_PER_MILLI;
  }
}

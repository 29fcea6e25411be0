package dev.plimsoll.examples;

import dev.plimsoll.examples.print.Amount;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import dev.plimsoll.simulator.HeapUsage;
import dev.plimsoll.simulator.SimulatedOutOfMemoryException;

/**
 * A heap that grows until its limit: arrays of 160 MB are kept until one does not fit, and the
 * limit is an option fixed at the start.
 */
public final class Example02OutOfMemory {

  static final int ARRAYS = 15;

  private static final long ARRAY_BYTES = 16 + 8 * (20L << 20);
  private static final long LARGER_LIMIT = 4L << 30;

  private final Owner owner = Owner.named("arrays");
  private final GenerationalHeap heap;
  private int kept;

  Example02OutOfMemory(HeapConfig config) {
    heap = GenerationalHeap.of(config);
  }

  /**
   * Prints the heap before each array, how it ends, and what a larger limit changes.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    System.out.println("Arrays of 20 Mi slots, all kept, on a heap like Node 8's:");
    Example02OutOfMemory example = new Example02OutOfMemory(HeapConfig.v8_6_2());
    try {
      while (example.kept() < ARRAYS) {
        example.print();
        example.keepOneMore();
      }
    } catch (SimulatedOutOfMemoryException e) {
      System.out.println(e.getMessage());
    }
    Example02OutOfMemory larger = new Example02OutOfMemory(largerLimit());
    while (larger.kept() < ARRAYS) {
      larger.keepOneMore();
    }
    System.out.printf(
        "With --max-old-space-size=%d all %d fit: a larger limit, not a smaller leak.%n",
        LARGER_LIMIT >> 20, larger.kept());
  }

  static HeapConfig largerLimit() {
    return HeapConfig.v8_6_2().withMaxOldSpaceSize(LARGER_LIMIT);
  }

  /** Throws when it does not fit. */
  void keepOneMore() {
    // Small integers refer to nothing, so the array needs no reference slots.
    heap.addRoot(heap.allocate(owner, ARRAY_BYTES, 0));
    kept++;
  }

  int kept() {
    return kept;
  }

  private void print() {
    HeapUsage usage = heap.memoryUsage();
    System.out.printf(
        "  %d kept: heapUsed %6s MB, heapTotal %6s MB, rss %6s MB%n",
        kept,
        Amount.megabytes(usage.heapUsed()),
        Amount.megabytes(usage.heapTotal()),
        Amount.megabytes(usage.rss()));
  }
}

package dev.plimsoll.benchmarks.simulator;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/**
 * One figure of {@link HeapSpeed} in a JVM of its own: warms up for so many seconds of CPU time,
 * then prints one measured second.
 */
final class SimulatedLoops {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int BATCH = 1_000_000;
  private static final long ROUND_NANOS = 1_000_000_000L;
  private static final int WARM_UP_ROUNDS = 8;
  private static final int SLOTS = 16;
  private static final int OBJECTS = 64;

  private SimulatedLoops() {}

  /**
   * Prints the figure.
   *
   * @param args "ring" and its size, or "store" and "young" or "old"
   */
  public static void main(String[] args) {
    double figure = 0;
    if (args[0].equals("ring")) {
      Loop loop = new Loop(Integer.parseInt(args[1]));
      for (int round = 0; round <= WARM_UP_ROUNDS; round++) {
        figure = loop.allocationsAMicrosecond();
      }
    } else {
      Stores stores = new Stores(args[1].equals("young"));
      for (int round = 0; round <= WARM_UP_ROUNDS; round++) {
        figure = stores.nanos();
      }
    }
    System.out.printf(Locale.ROOT, "%.3f%n", figure);
  }

  /** Runs batches for a second of CPU time. */
  private static double nanosOfOne(Runnable batch) {
    long start = THREADS.getCurrentThreadCpuTime();
    long count = 0;
    long nanos;
    do {
      batch.run();
      count += BATCH;
      nanos = THREADS.getCurrentThreadCpuTime() - start;
    } while (nanos < ROUND_NANOS);
    return (double) nanos / count;
  }

  /** The loop on a simulated heap. */
  private static final class Loop {
    private final Owner owner = Owner.named("ring");
    private final GenerationalHeap heap =
        GenerationalHeap.of(HeapConfig.v8_11_3().withBaseObjects(false));
    private final int size;
    private final int ring;
    private int next;

    Loop(int size) {
      this.size = size;
      ring = heap.allocate(owner, 16 + 8L * size, size);
      heap.addRoot(ring);
    }

    double allocationsAMicrosecond() {
      return 1e3 / nanosOfOne(this::batch);
    }

    private void batch() {
      for (int i = 0; i < BATCH; i++) {
        heap.store(ring, next, heap.allocate(owner, 64, 5));
        next = next + 1 == size ? 0 : next + 1;
      }
    }
  }

  /**
   * A store with its write barrier, into objects of the old generation: another object and another
   * value each time, so that no barrier's work serves the next store.
   */
  private static final class Stores {
    private final Owner owner = Owner.named("graph");
    private final GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_11_3());
    private final int[] parents = rooted(16 + 8 * SLOTS, SLOTS);
    private final int[] values;

    Stores(boolean young) {
      int[] old = rooted(32, 0);
      heap.collectFully();
      values = young ? rooted(32, 0) : old;
    }

    double nanos() {
      return nanosOfOne(this::batch);
    }

    private void batch() {
      for (int i = 0; i < BATCH; i++) {
        int value = values[(i * 7) & (OBJECTS - 1)];
        heap.store(parents[i & (OBJECTS - 1)], (i >>> 3) & (SLOTS - 1), value);
      }
    }

    private int[] rooted(long bytes, int slots) {
      int[] objects = new int[OBJECTS];
      for (int i = 0; i < OBJECTS; i++) {
        objects[i] = heap.allocate(owner, bytes, slots);
        heap.addRoot(objects[i]);
      }
      return objects;
    }
  }
}

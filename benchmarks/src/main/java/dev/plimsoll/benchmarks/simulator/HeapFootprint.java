package dev.plimsoll.benchmarks.simulator;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/**
 * What a simulated object takes of the JVM's heap: fills an old generation with objects of 100
 * bytes up to 1.4 GB, all alive. Each hangs in a chain by its one slot, which the figure leaves
 * out.
 */
public final class HeapFootprint {

  private static final long BYTES = 1_400_000_000L;
  private static final int OBJECT_BYTES = 100;
  private static final int SLOT_INTS = 2; // a slot and its range's length
  private static final double MB = 1 << 20;

  private HeapFootprint() {}

  /**
   * Prints the figure.
   *
   * @param args none
   */
  public static void main(String[] args) {
    run(System.out);
  }

  private static void run(PrintStream out) {
    Owner owner = Owner.named("chain");
    HeapConfig config =
        HeapConfig.v8_11_3().withBaseObjects(false).withMaxOldSpaceSize(2048L << 20);
    GenerationalHeap heap = GenerationalHeap.of(config);
    long before = used();
    int root = heap.addRoot(0);
    long objects = 0;
    int chain = 0;
    while ((objects + 1) * OBJECT_BYTES <= BYTES) {
      int object = heap.allocate(owner, OBJECT_BYTES, 1);
      heap.store(object, 0, chain);
      chain = object;
      heap.setRoot(root, chain);
      objects++;
    }
    double each = (double) (used() - before) / objects;
    out.printf("%,d objects, %s%n", objects, heap.memoryUsage());
    out.printf(
        "JVM heap used %.0f MB of %.0f MB%n", used() / MB, Runtime.getRuntime().maxMemory() / MB);
    out.printf(
        "%.1f bytes an object, %.1f beyond its slot%n", each, each - SLOT_INTS * Integer.BYTES);
  }

  private static long used() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}

package dev.plimsoll.examples;

import dev.plimsoll.examples.jvm.ChildJvm;
import dev.plimsoll.examples.print.Amount;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import dev.plimsoll.simulator.HeapUsage;
import dev.plimsoll.simulator.js.JsHeap;
import dev.plimsoll.simulator.js.JsLayout;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Buffers whose bytes lie outside the heap pass its limit, in Node and on the JVM alike: what holds
 * them is small, so the heap's limit says nothing about them.
 */
public final class Example03BuffersOutsideTheHeap {

  private static final int BUFFERS = 15;
  private static final long BUFFER_BYTES = 200L << 20;

  private final GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_6_2());
  private final JsHeap script = JsHeap.of(heap, JsLayout.v8_6_2(), Owner.named("buffers"));

  /**
   * Prints the simulated heap while buffers are kept, then a real JVM with a small heap.
   *
   * @param arguments none
   * @throws Exception if the JVM cannot be started
   */
  public static void main(String[] arguments) throws Exception {
    System.out.println(
        "Buffers of 200 MB, all kept, on a heap like Node 8's, whose limit is 1,400 MB:");
    Example03BuffersOutsideTheHeap example = new Example03BuffersOutsideTheHeap();
    for (int i = 1; i <= BUFFERS; i++) {
      HeapUsage usage = example.keepOneMore();
      if (i % 5 == 0) {
        System.out.printf(
            "  %2d buffers: heapUsed %s MB, external %s MB, rss %s MB%n",
            i,
            Amount.megabytes(usage.heapUsed()),
            Amount.megabytes(usage.external()),
            Amount.megabytes(usage.rss()));
      }
    }
    System.out.println("A real JVM with -Xmx16m, direct buffers of 8 MB:");
    onARealJvm().forEach(line -> System.out.println("  " + line));
  }

  HeapUsage keepOneMore() {
    heap.addRoot(script.newArrayBuffer(BUFFER_BYTES));
    return heap.memoryUsage();
  }

  static List<String> onARealJvm() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    ChildJvm.Command command =
        ChildJvm.running(DirectBuffers.class)
            .flags(List.of("-Xmx16m", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=256m"));
    try (ChildJvm child = command.start(lines::add)) {
      child.awaitExit(Duration.ofMinutes(1));
    }
    return lines;
  }

  /** Runs in the JVM with the small heap. */
  static final class DirectBuffers {

    private static final int BYTES = 8 << 20;

    private DirectBuffers() {}

    public static void main(String[] arguments) {
      List<ByteBuffer> kept = new ArrayList<>();
      for (int i = 0; i < BUFFERS; i++) {
        kept.add(ByteBuffer.allocateDirect(BYTES));
      }
      long direct =
          ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
              .filter(pool -> pool.getName().equals("direct"))
              .mapToLong(BufferPoolMXBean::getMemoryUsed)
              .sum();
      System.out.printf(
          "%d buffers: %s MB direct, in a JVM whose heap may take %s MB%n",
          kept.size(),
          Amount.megabytes(direct),
          Amount.megabytes(Runtime.getRuntime().maxMemory()));
    }
  }
}

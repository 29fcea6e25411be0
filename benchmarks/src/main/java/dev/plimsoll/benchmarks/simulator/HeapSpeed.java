package dev.plimsoll.benchmarks.simulator;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Simulated allocations a second beside those of the Node on the path, which runs the same loop:
 * objects of 64 bytes go into a ring. A window of 1,000 dies young; 200,000 retained are promoted
 * and die old. Then what a store costs. The two take turns. Counted by the CPU time of the thread,
 * of Node by that of its process, so that other work on the machine matters less.
 */
public final class HeapSpeed {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 5;
  private static final int BATCH = 1_000_000;
  private static final long ROUND_NANOS = 1_000_000_000L;
  private static final int[] RINGS = {1_000, 200_000};
  private static final int SLOTS = 16;

  /** Prints how many allocations it makes in a second, warm, and ends. */
  private static final String NODE_LOOP =
      """
      const size = SIZE, ring = new Array(size).fill(null); let next = 0;
      function batch() {
        for (let i = 0; i < 1e6; i++) {
          ring[next] = {a: null, b: null, c: null, d: null, e: null};
          next = next + 1 === size ? 0 : next + 1;
        }
      }
      for (let i = 0; i < 30; i++) batch();
      const start = process.cpuUsage(); let n = 0, t;
      do {
        batch(); n += 1e6;
        const used = process.cpuUsage(start); t = used.user + used.system;
      } while (t < 1e6);
      console.log(n / t);
      """;

  private HeapSpeed() {}

  /**
   * Prints the figures.
   *
   * @param args none
   * @throws IOException if Node is there and cannot be read
   */
  public static void main(String[] args) throws IOException {
    run(System.out);
  }

  private static void run(PrintStream out) throws IOException {
    for (int ring : RINGS) {
      List<Double> simulated = new ArrayList<>();
      List<Double> node = new ArrayList<>();
      Loop loop = new Loop(ring);
      loop.allocationsAMicrosecond();
      for (int round = 0; round < ROUNDS; round++) {
        simulated.add(loop.allocationsAMicrosecond());
        addNode(ring, node);
      }
      print(out, "simulated, ring of " + ring, simulated, "million a second");
      if (!node.isEmpty()) {
        print(out, "node, ring of " + ring, node, "million a second");
      }
    }
    Stores stores = new Stores();
    for (boolean young : new boolean[] {false, true}) {
      List<Double> nanos = new ArrayList<>();
      stores.nanos(young);
      for (int round = 0; round < ROUNDS; round++) {
        nanos.add(stores.nanos(young));
      }
      print(out, young ? "store, young into old" : "store, old into old", nanos, "ns");
    }
  }

  private static void print(PrintStream out, String what, List<Double> figures, String unit) {
    Collections.sort(figures);
    out.printf(
        Locale.ROOT,
        "%-28s %6.1f %s (median of %d, %.1f to %.1f)%n",
        what,
        figures.get(figures.size() / 2),
        unit,
        figures.size(),
        figures.get(0),
        figures.get(figures.size() - 1));
  }

  /** Nothing where there is no Node. */
  private static void addNode(int ring, List<Double> figures) throws IOException {
    String loop = NODE_LOOP.replace("SIZE", String.valueOf(ring));
    ProcessBuilder builder = new ProcessBuilder("node", "-e", loop);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process;
    try {
      process = builder.start();
    } catch (IOException noNode) {
      return;
    }
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      String line = reader.readLine();
      if (line != null) {
        figures.add(Double.parseDouble(line));
      }
    }
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
      long start = THREADS.getCurrentThreadCpuTime();
      long count = 0;
      long nanos;
      do {
        batch();
        count += BATCH;
        nanos = THREADS.getCurrentThreadCpuTime() - start;
      } while (nanos < ROUND_NANOS);
      return count * 1e3 / nanos;
    }

    private void batch() {
      for (int i = 0; i < BATCH; i++) {
        heap.store(ring, next, heap.allocate(owner, 64, 5));
        next = next + 1 == size ? 0 : next + 1;
      }
    }
  }

  /** A store with its write barrier, into an object of the old generation. */
  private static final class Stores {
    private final Owner owner = Owner.named("graph");
    private final GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_11_3());
    private final int parent = rooted(16 + 8 * SLOTS, SLOTS);
    private final int oldValue = rooted(32, 0);
    private final int youngValue;

    Stores() {
      heap.collectFully();
      youngValue = rooted(32, 0);
    }

    double nanos(boolean young) {
      int value = young ? youngValue : oldValue;
      long start = THREADS.getCurrentThreadCpuTime();
      long count = 0;
      long nanos;
      do {
        for (int i = 0; i < BATCH; i++) {
          heap.store(parent, i & (SLOTS - 1), value);
        }
        count += BATCH;
        nanos = THREADS.getCurrentThreadCpuTime() - start;
      } while (nanos < ROUND_NANOS / 2);
      return (double) nanos / count;
    }

    private int rooted(long bytes, int slots) {
      int object = heap.allocate(owner, bytes, slots);
      heap.addRoot(object);
      return object;
    }
  }
}

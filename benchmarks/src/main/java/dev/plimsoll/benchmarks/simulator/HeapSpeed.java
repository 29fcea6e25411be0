package dev.plimsoll.benchmarks.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Simulated allocations a second beside those of the Node on the path, which runs the same loop:
 * objects of 64 bytes go into a ring. A window of 1,000 dies young; 200,000 retained are promoted
 * and die old. Then what a store costs. The two take turns, each time in a process of its own that
 * is warm (the simulated heap after 8 seconds: until then its tables grow). Counted by the CPU time
 * of the thread, of Node by that of its process, so that other work on the machine matters less.
 */
public final class HeapSpeed {

  private static final int ROUNDS = 5;
  private static final List<String> RINGS = List.of("1000", "200000");
  private static final List<String> AGES = List.of("old", "young");

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
    for (String ring : RINGS) {
      List<Double> simulated = new ArrayList<>();
      List<Double> node = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        simulated.add(simulated("ring", ring));
        addNode(ring, node);
      }
      print(out, "simulated, ring of " + ring, simulated, "million a second");
      if (!node.isEmpty()) {
        print(out, "node, ring of " + ring, node, "million a second");
      }
    }
    for (String age : AGES) {
      List<Double> nanos = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        nanos.add(simulated("store", age));
      }
      print(out, "store, " + age + " into old", nanos, "ns");
    }
  }

  private static double simulated(String what, String which) throws IOException {
    return figureOf(
        start(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            SimulatedLoops.class.getName(),
            what,
            which));
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
  private static void addNode(String ring, List<Double> figures) throws IOException {
    Process node;
    try {
      node = start("node", "-e", NODE_LOOP.replace("SIZE", ring));
    } catch (IOException noNode) {
      return;
    }
    figures.add(figureOf(node));
  }

  private static Process start(String... command) throws IOException {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static double figureOf(Process process) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      String line = reader.readLine();
      if (line == null) {
        throw new IllegalStateException("no figure came from " + process.info().commandLine());
      }
      return Double.parseDouble(line);
    }
  }
}

package dev.plimsoll.benchmarks.retention;

import dev.plimsoll.cache.LimitableMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints what a put that evicts costs the thread that puts, by who listens: in bursts of 64, a
 * million puts a second, so that who drains behind a listener keeps up; and without a pause. Each
 * listener runs in virtual machines of its own, in interleaved rounds.
 */
public final class ListenedPutCosts {

  private static final int LIMIT = 131_072;
  private static final int KEYS = 4 * LIMIT;
  private static final int BURST = 64;
  private static final int BURSTS = 8_000;
  private static final int WARM_UP_BURSTS = 40_000;
  private static final long PUT_EVERY_NANOS = 1_000;

  private static final List<String> LISTENERS =
      List.of(
          "none",
          "ledger",
          "batched none",
          "batched ledger",
          "background none",
          "background ledger",
          "heap",
          "background heap");

  private final Integer[] keys = new Integer[KEYS];
  private final LimitableMap<Integer, Integer> map;
  private int next;

  private ListenedPutCosts(String listener) {
    map =
        LimitableMap.<Integer, Integer>builder()
            .limit(LIMIT)
            .footprint(value -> 16)
            .retention(Listeners.named(listener))
            .build();
    for (int i = 0; i < KEYS; i++) {
      keys[i] = i;
    }
  }

  /**
   * Prints the table.
   *
   * @param args the number of rounds; or the name of a listener, to run it here
   */
  public static void main(String... args) throws IOException, InterruptedException {
    if (args.length == 1 && LISTENERS.contains(args[0])) {
      ListenedPutCosts costs = new ListenedPutCosts(args[0]);
      costs.run(WARM_UP_BURSTS, 0);
      double paced = costs.run(BURSTS, PUT_EVERY_NANOS);
      System.out.println(paced + " " + costs.run(WARM_UP_BURSTS, 0));
      return;
    }
    print(args.length == 0 ? 5 : Integer.parseInt(args[0]));
  }

  private static void print(int rounds) throws IOException, InterruptedException {
    Map<String, List<double[]>> costs = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (String listener : LISTENERS) {
        costs.computeIfAbsent(listener, key -> new ArrayList<>()).add(inItsOwnMachine(listener));
      }
    }
    List<double[]> none = costs.getOrDefault("none", List.of());
    System.out.println("| listener | ns a put, a million a second | ratio | ns a put, no pause |");
    System.out.println("|---|---:|---:|---:|");
    costs.forEach((listener, rows) -> printRow(listener, rows, none));
  }

  private static void printRow(String listener, List<double[]> rows, List<double[]> none) {
    double[] ratios = new double[rows.size()];
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] = rows.get(round)[0] / none.get(round)[0];
    }
    Arrays.sort(ratios);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.2f, %.2f to %.2f | %.1f |%n",
        listener,
        median(rows, 0),
        ratios[ratios.length / 2],
        ratios[0],
        ratios[ratios.length - 1],
        median(rows, 1));
  }

  private static double median(List<double[]> rows, int column) {
    double[] values = rows.stream().mapToDouble(row -> row[column]).sorted().toArray();
    return values[values.length / 2];
  }

  private static double[] inItsOwnMachine(String listener)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseG1GC",
                "-Xms512m",
                "-Xmx512m",
                "-Xmn64m",
                "-cp",
                System.getProperty("java.class.path"),
                ListenedPutCosts.class.getName(),
                listener)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(listener + " failed: " + output);
    }
    return Arrays.stream(output.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  /** The median over bursts, in nanoseconds a put. */
  private double run(int bursts, long putEveryNanos) {
    double[] costs = new double[bursts];
    for (int burst = 0; burst < bursts; burst++) {
      long start = System.nanoTime();
      for (int i = 0; i < BURST; i++) {
        next = (next + 1) & (KEYS - 1);
        map.put(keys[next], keys[next]);
      }
      long end = System.nanoTime();
      costs[burst] = (double) (end - start) / BURST;
      while (System.nanoTime() - start < BURST * putEveryNanos) {
        Thread.onSpinWait();
      }
    }
    Arrays.sort(costs);
    return costs[bursts / 2];
  }
}

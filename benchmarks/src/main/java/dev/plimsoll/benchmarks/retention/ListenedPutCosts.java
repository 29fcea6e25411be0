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
 * million puts a second, so that who drains behind a listener keeps up; and without a pause.
 *
 * <p>Each listener has virtual machines of its own, in interleaved rounds. In each of them a map
 * without a listener takes turns with the one that is listened to, some dozen milliseconds each: so
 * a machine that is slow for a second is so for both, and their ratio stands.
 */
public final class ListenedPutCosts {

  private static final int LIMIT = 131_072;
  private static final int KEYS = 4 * LIMIT;
  private static final int BURST = 64;
  private static final int TURNS = 40;
  private static final int PACED_BURSTS = 500;
  private static final int BURSTS = 5_000;
  private static final int WARM_UP_TURNS = 10;
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

  private final Integer[] keys;
  private final LimitableMap<Integer, Integer> map;
  private int next;

  private ListenedPutCosts(Integer[] keys, String listener) {
    this.keys = keys;
    map =
        LimitableMap.<Integer, Integer>builder()
            .limit(LIMIT)
            .footprint(value -> 16)
            .retention(Listeners.named(listener))
            .build();
  }

  /** What a put costs, and how many times as much as one to a map without a listener. */
  private record Cost(double nanos, double ratio) {}

  /**
   * Prints the table.
   *
   * @param args the number of rounds; or the name of a listener, to run it here
   */
  public static void main(String... args) throws IOException, InterruptedException {
    if (args.length == 1 && LISTENERS.contains(args[0])) {
      runHere(args[0]);
    } else {
      print(args.length == 0 ? 5 : Integer.parseInt(args[0]));
    }
  }

  private static void runHere(String listener) {
    Integer[] keys = new Integer[KEYS];
    Arrays.setAll(keys, i -> i);
    ListenedPutCosts plain = new ListenedPutCosts(keys, "none");
    ListenedPutCosts listened = new ListenedPutCosts(keys, listener);
    compare(plain, listened, WARM_UP_TURNS, BURSTS, 0);
    Cost paced = compare(plain, listened, TURNS, PACED_BURSTS, PUT_EVERY_NANOS);
    Cost steady = compare(plain, listened, TURNS, BURSTS, 0);
    System.out.println(paced.nanos + " " + paced.ratio + " " + steady.nanos + " " + steady.ratio);
  }

  private static Cost compare(
      ListenedPutCosts plain, ListenedPutCosts listened, int turns, int bursts, long pace) {
    double[] nanos = new double[turns];
    double[] ratios = new double[turns];
    for (int turn = 0; turn < turns; turn++) {
      double without = plain.run(bursts, pace);
      nanos[turn] = listened.run(bursts, pace);
      ratios[turn] = nanos[turn] / without;
    }
    return new Cost(median(nanos), median(ratios));
  }

  private static void print(int rounds) throws IOException, InterruptedException {
    Map<String, List<double[]>> costs = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (String listener : LISTENERS) {
        costs.computeIfAbsent(listener, key -> new ArrayList<>()).add(inItsOwnMachine(listener));
      }
    }
    System.out.println(
        "| listener | ns a put, a million a second | ratio | ns a put, no pause | ratio |");
    System.out.println("|---|---:|---:|---:|---:|");
    costs.forEach(
        (listener, rows) ->
            System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %s | %.1f | %s |%n",
                listener,
                median(column(rows, 0)),
                spread(column(rows, 1)),
                median(column(rows, 2)),
                spread(column(rows, 3))));
  }

  private static double[] column(List<double[]> rows, int column) {
    return rows.stream().mapToDouble(row -> row[column]).toArray();
  }

  private static String spread(double[] ratios) {
    double median = median(ratios);
    return String.format(
        Locale.ROOT, "%.2f (%.2f to %.2f)", median, ratios[0], ratios[ratios.length - 1]);
  }

  /** Sorts them, too. */
  private static double median(double[] values) {
    Arrays.sort(values);
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
                "-XX:+AlwaysPreTouch",
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
    return median(costs);
  }
}

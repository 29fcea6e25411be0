package dev.plimsoll.benchmarks.queue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the queues' benchmarks in interleaved rounds, so that a slow minute of the machine meets all
 * peers, and prints the medians and how many times faster the guarded one is: the median of the
 * rounds' ratios, the least and the greatest.
 */
public final class QueueRatios {

  private static final String US = "GUARDED";

  private final int rounds;
  private final Map<String, List<Double>> scores = new LinkedHashMap<>();
  private final Map<String, Double> allocated = new LinkedHashMap<>();

  private QueueRatios(int rounds) {
    this.rounds = rounds;
  }

  /**
   * Runs and prints.
   *
   * @param args the number of rounds, then the benchmarks' names; all unless told
   */
  public static void main(String... args) throws RunnerException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    String[] names =
        args.length > 1
            ? List.of(args).subList(1, args.length).toArray(String[]::new)
            : new String[] {"OfferPoll", "HandOver", "Rejection", "Submit"};
    for (String name : names) {
      QueueRatios ratios = new QueueRatios(rounds);
      ratios.run(name + "Benchmark");
      ratios.print(name);
    }
  }

  private void run(String benchmark) throws RunnerException {
    for (int round = 0; round < rounds; round++) {
      for (RunResult result : oneRound(benchmark)) {
        String peer = result.getParams().getParam("peer");
        scores
            .computeIfAbsent(peer, key -> new ArrayList<>())
            .add(result.getPrimaryResult().getScore());
        Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
        allocated.put(peer, bytes == null ? Double.NaN : bytes.getScore());
      }
    }
  }

  private static Iterable<RunResult> oneRound(String benchmark) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include("queue\\." + benchmark)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                // Otherwise the system's work for each first use of a page is most of what a task
                // costs, whoever runs it.
                .jvmArgs("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch")
                .warmupIterations(2)
                .warmupTime(TimeValue.milliseconds(600))
                .measurementIterations(2)
                .measurementTime(TimeValue.milliseconds(500))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }

  private void print(String name) {
    System.out.printf("%n%s, medians of %d interleaved rounds%n%n", name, rounds);
    System.out.println("| peer | ns/op | bytes/op | guarded is | least | most |");
    System.out.println("|---|---:|---:|---:|---:|---:|");
    for (String peer : scores.keySet()) {
      List<Double> ratios = ratios(peer);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.2f | %.2fx | %.2fx | %.2fx |%n",
          peer,
          median(scores.getOrDefault(peer, List.of())),
          allocated.getOrDefault(peer, 0.0),
          median(ratios),
          Collections.min(ratios),
          Collections.max(ratios));
    }
  }

  /** How many times faster we are, round by round. */
  private List<Double> ratios(String peer) {
    List<Double> ours = scores.getOrDefault(US, List.of());
    List<Double> theirs = scores.getOrDefault(peer, List.of());
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      ratios.add(theirs.get(round) / ours.get(round));
    }
    return ratios;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}

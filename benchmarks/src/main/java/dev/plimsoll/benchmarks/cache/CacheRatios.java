package dev.plimsoll.benchmarks.cache;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link LimitableMapBenchmark} in interleaved rounds, a fork for each cache in each, so that
 * a slow minute of the machine meets all of them; prints medians, and ratios within a round. Prints
 * after each round, so that a run that is cut short tells what it has.
 */
public final class CacheRatios {

  private static final String US = Contenders.LIMITABLE_MAP.name();
  private static final List<String> OPERATIONS =
      List.of("getHit", "putEvict", "putReplace", "mixed");

  private final int threads;

  /** By operation and cache, one score for each round. */
  private final Map<String, Map<String, List<Double>>> scores = new LinkedHashMap<>();

  private CacheRatios(int threads) {
    this.threads = threads;
  }

  /**
   * Runs and prints.
   *
   * @param args rounds, then the numbers of threads
   */
  public static void main(String... args) throws RunnerException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    List<CacheRatios> tables = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      tables.add(new CacheRatios(Integer.parseInt(args[i])));
    }
    for (int round = 0; round < rounds; round++) {
      for (CacheRatios table : tables) {
        table.runRound();
        table.print();
      }
    }
  }

  private void runRound() throws RunnerException {
    for (String operation : OPERATIONS) {
      for (Contenders contender : Contenders.values()) {
        if (takesPart(contender, operation)) {
          run(operation, contender.name());
        }
      }
    }
  }

  private static boolean takesPart(Contenders contender, String operation) {
    boolean bounded = contender != Contenders.CONCURRENT_HASH_MAP;
    return bounded || operation.equals("getHit") || operation.equals("putReplace");
  }

  private void run(String operation, String contender) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("LimitableMapBenchmark." + operation + "$")
            .param("contender", contender)
            .threads(threads)
            .forks(1)
            // A small young generation is written over and over: otherwise each fork is measured
            // while it touches memory for the first time, which virtual machines hand out slowly.
            .jvmArgs("-XX:+UseG1GC", "-Xms512m", "-Xmx512m", "-Xmn64m", "-XX:+AlwaysPreTouch")
            .warmupIterations(4)
            .warmupTime(TimeValue.milliseconds(300))
            .measurementIterations(9)
            .measurementTime(TimeValue.milliseconds(100))
            .verbosity(VerboseMode.SILENT);
    for (RunResult result : new Runner(options.build()).run()) {
      scores
          .computeIfAbsent(operation, key -> new LinkedHashMap<>())
          .computeIfAbsent(contender, key -> new ArrayList<>())
          // The median: an iteration that lost its processor does not count for the others.
          .add(result.getPrimaryResult().getStatistics().getPercentile(50));
    }
  }

  private void print() {
    for (Map.Entry<String, Map<String, List<Double>>> operation : scores.entrySet()) {
      List<Double> ours = operation.getValue().getOrDefault(US, List.of());
      System.out.printf(
          "%n%s, %d thread(s), medians of %d rounds%n%n", operation.getKey(), threads, ours.size());
      System.out.println("| cache | ns | LimitableMap / cache: median, least to most |");
      System.out.println("|---|---:|---:|");
      operation.getValue().forEach((cache, theirs) -> print(cache, theirs, ours));
    }
  }

  private static void print(String cache, List<Double> theirs, List<Double> ours) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < Math.min(ours.size(), theirs.size()); round++) {
      ratios.add(ours.get(round) / theirs.get(round));
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.2f, %.2f to %.2f |%n",
        cache,
        quantile(theirs, 0.5),
        quantile(ratios, 0.5),
        quantile(ratios, 0),
        quantile(ratios, 1));
  }

  private static double quantile(List<Double> values, double q) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get((int) (q * (sorted.size() - 1)));
  }
}

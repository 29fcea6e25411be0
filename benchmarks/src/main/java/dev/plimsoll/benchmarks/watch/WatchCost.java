package dev.plimsoll.benchmarks.watch;

import com.sun.management.OperatingSystemMXBean;
import dev.plimsoll.watch.LeakWatch;
import dev.plimsoll.watch.LeakWatchConfig;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The throughput of a server that allocates on every processor, with the watch on, with it off, and
 * with it off once more, whose ratio to the second is the noise of the measurement. The three take
 * turns in an order that rotates; what happens in the first 0.3 seconds of a turn does not count.
 * No processor is idle, so that whatever the watch takes is missing in the requests. The CPU time
 * of the threads that work for the watch, its start included, is told besides: nothing disturbs
 * that figure. Before, a watch samples two hundred times a second until the JVM has compiled it.
 * Twenty owners report to a ledger throughout; the watch samples them twice a second, ten times as
 * often as its default, and one listener hears each event.
 */
public final class WatchCost {

  private static final Duration SETTLING = Duration.ofMillis(300);
  private static final Duration MEASURED = Duration.ofMillis(1_200);
  private static final Duration SAMPLE = Duration.ofMillis(500);
  private static final int ROUNDS = Integer.getInteger("rounds", 40);
  private static final int WARM_UP_ROUNDS = 2;
  private static final Duration WARM_UP_SAMPLE = Duration.ofMillis(5);
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  private enum Turn {
    OFF,
    WATCHED,
    OFF_AGAIN
  }

  private final AllocatingServer server = new AllocatingServer();
  private final AtomicLong heard = new AtomicLong();
  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final double[] off = new double[ROUNDS];
  private final double[] watched = new double[ROUNDS];
  private final double[] offAgain = new double[ROUNDS];
  private long watchCpu;
  private long processCpu;

  private WatchCost() {}

  /**
   * Runs each collector in a JVM of its own, and prints a line for each.
   *
   * @param arguments the collectors: Serial, Parallel, G1; all of them if none is named
   * @throws Exception if a child cannot be run
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0 && arguments[0].equals("measure")) {
      new WatchCost().measure(arguments[1]);
      return;
    }
    for (String collector :
        arguments.length > 0 ? List.of(arguments) : List.of("Serial", "Parallel", "G1")) {
      run(collector);
    }
  }

  private static void run(String collector) throws IOException, InterruptedException {
    int exitCode =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms1500m",
                "-Xmx1500m",
                "-Xmn500m",
                "-XX:+AlwaysPreTouch",
                "-XX:+Use" + collector + "GC",
                "-Drounds=" + ROUNDS,
                "-cp",
                System.getProperty("java.class.path"),
                WatchCost.class.getName(),
                "measure",
                collector)
            .inheritIO()
            .start()
            .waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException(collector + " ended with " + exitCode);
    }
  }

  private void measure(String collector) throws InterruptedException {
    server.start();
    try (LeakWatch watch = LeakWatch.start(server.ledger(), config(WARM_UP_SAMPLE))) {
      watch.onEvent(event -> heard.incrementAndGet());
      TimeUnit.NANOSECONDS.sleep(WARM_UP.toNanos());
    }
    List<Turn> order = new ArrayList<>(List.of(Turn.values()));
    long collectionsBefore = 0;
    long start = 0;
    for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      if (round == 0) {
        collectionsBefore = collections();
        start = System.nanoTime();
        watchCpu = 0;
        processCpu = 0;
        heard.set(0);
      }
      for (Turn turn : order) {
        double throughput = turn == Turn.WATCHED ? watched() : throughput();
        if (round >= 0) {
          throughputs(turn)[round] = throughput;
        }
      }
      Collections.rotate(order, 1);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    server.stop();
    System.out.printf(
        Locale.ROOT,
        "%-9s watched %s, off once more %s, of off (medians of %d, quartiles); its threads took %.2f%% of the CPU; %,.0f requests and %.1f collections a second, %d events%n",
        collector,
        ratios(Turn.WATCHED),
        ratios(Turn.OFF_AGAIN),
        ROUNDS,
        100.0 * watchCpu / processCpu,
        sorted(off)[ROUNDS / 2],
        (collections() - collectionsBefore) / seconds,
        heard.get());
  }

  private double[] throughputs(Turn turn) {
    return switch (turn) {
      case OFF -> off;
      case WATCHED -> watched;
      case OFF_AGAIN -> offAgain;
    };
  }

  private String ratios(Turn turn) {
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      ratios[round] = throughputs(turn)[round] / off[round];
    }
    double[] sorted = sorted(ratios);
    return String.format(
        Locale.ROOT,
        "%.2f%% (%.2f%% to %.2f%%)",
        50 * (sorted[(ROUNDS - 1) / 2] + sorted[ROUNDS / 2]),
        100 * sorted[ROUNDS / 4],
        100 * sorted[ROUNDS - 1 - ROUNDS / 4]);
  }

  private static double[] sorted(double[] values) {
    return Arrays.stream(values).sorted().toArray();
  }

  private double watched() throws InterruptedException {
    long watchCpuBefore = WatchThreads.cpuNanos();
    long processCpuBefore = process.getProcessCpuTime();
    try (LeakWatch watch = LeakWatch.start(server.ledger(), config(SAMPLE))) {
      watch.onEvent(event -> heard.incrementAndGet());
      double throughput = throughput();
      watchCpu += WatchThreads.cpuNanos() - watchCpuBefore;
      processCpu += process.getProcessCpuTime() - processCpuBefore;
      return throughput;
    }
  }

  private static LeakWatchConfig config(Duration sampleEvery) {
    return LeakWatchConfig.defaults().withSampleEvery(sampleEvery).withAlerts(alert -> {});
  }

  /** Returns the requests a second of a turn, once it has settled. */
  private double throughput() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
    long before = server.requests();
    long start = System.nanoTime();
    TimeUnit.NANOSECONDS.sleep(MEASURED.toNanos());
    return (server.requests() - before) / ((System.nanoTime() - start) / 1e9);
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}

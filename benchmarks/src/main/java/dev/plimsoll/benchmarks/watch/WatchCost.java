package dev.plimsoll.benchmarks.watch;

import com.sun.management.OperatingSystemMXBean;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.watch.LeakWatch;
import dev.plimsoll.watch.LeakWatchConfig;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The throughput of a server that allocates, with the watch and without it, in turns of half a
 * second (without, with, with, without, ...), so that a disturbance meets both. Throughput is
 * requests for each second of the whole process' CPU time, collector and watch included: what other
 * processes take meanwhile does not count. Twenty owners report to a ledger in both; the watch
 * samples them twice a second, ten times as often as its default, and one listener hears each
 * event.
 */
public final class WatchCost {

  private static final int OWNERS = 20;
  private static final int HELD = 1_000;
  private static final int HELD_BYTES = 512;
  private static final int GARBAGE_BYTES = 1_024;
  private static final int CHECK_CLOCK_EVERY = 256;
  private static final long TURN = Duration.ofMillis(500).toNanos();
  private static final int PAIRS = 80;
  private static final int WARM_UP_PAIRS = 10;

  private final RetentionLedger ledger = RetentionLedger.create();
  private final List<Owner> owners = new ArrayList<>();
  private final List<Deque<byte[]>> held = new ArrayList<>();
  private final AtomicLong heard = new AtomicLong();
  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long id;
  private long watchCpu;
  private long watchedCpu;

  private WatchCost() {
    for (int i = 0; i < OWNERS; i++) {
      owners.add(Owner.named("owner " + i));
      held.add(new ArrayDeque<>());
    }
  }

  /**
   * Runs each collector in a JVM of its own, and prints a line for each.
   *
   * @param arguments none; a collector's name in the children
   * @throws Exception if a child cannot be run
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      new WatchCost().measure(arguments[0]);
      return;
    }
    for (String collector : List.of("Serial", "Parallel", "G1")) {
      run(collector);
    }
  }

  private static void run(String collector) throws IOException, InterruptedException {
    new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1500m",
            "-Xmn300m",
            "-XX:+Use" + collector + "GC",
            "-cp",
            System.getProperty("java.class.path"),
            WatchCost.class.getName(),
            collector)
        .inheritIO()
        .start()
        .waitFor();
  }

  private void measure(String collector) {
    double[] ratios = new double[PAIRS];
    long collectionsBefore = 0;
    long start = 0;
    for (int pair = -WARM_UP_PAIRS; pair < PAIRS; pair++) {
      if (pair == 0) {
        collectionsBefore = collections();
        start = System.nanoTime();
      }
      boolean watchFirst = pair % 2 != 0;
      double first = watchFirst ? watched() : turn();
      double second = watchFirst ? turn() : watched();
      if (pair >= 0) {
        ratios[pair] = watchFirst ? first / second : second / first;
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Arrays.sort(ratios);
    System.out.printf(
        Locale.ROOT,
        "%-9s throughput with the watch: %.2f%% of that without (median of %d pairs; quartiles %.2f%% to %.2f%%); its threads took %.3f%% of the CPU; %.1f collections a second, %d events%n",
        collector,
        100 * ratios[PAIRS / 2],
        PAIRS,
        100 * ratios[PAIRS / 4],
        100 * ratios[3 * PAIRS / 4],
        100.0 * watchCpu / watchedCpu,
        (collections() - collectionsBefore) / seconds,
        heard.get());
  }

  private double watched() {
    LeakWatchConfig config =
        LeakWatchConfig.defaults().withSampleEvery(Duration.ofMillis(500)).withAlerts(alert -> {});
    try (LeakWatch watch = LeakWatch.start(ledger, config)) {
      watch.onEvent(event -> heard.incrementAndGet());
      long before = process.getProcessCpuTime();
      double throughput = turn();
      watchedCpu += process.getProcessCpuTime() - before;
      watchCpu += cpuOfWatch();
      return throughput;
    }
  }

  private long cpuOfWatch() {
    long cpu = 0;
    for (long thread : threads.getAllThreadIds()) {
      ThreadInfo info = threads.getThreadInfo(thread);
      if (info != null && info.getThreadName().startsWith("plimsoll-leak-watch")) {
        cpu += Math.max(0, threads.getThreadCpuTime(thread));
      }
    }
    return cpu;
  }

  /** Returns the requests for each second of CPU in a turn. */
  private double turn() {
    long start = System.nanoTime();
    long cpuBefore = process.getProcessCpuTime();
    long requests = 0;
    while (System.nanoTime() - start < TURN) {
      for (int i = 0; i < CHECK_CLOCK_EVERY; i++) {
        request();
      }
      requests += CHECK_CLOCK_EVERY;
    }
    return requests / ((process.getProcessCpuTime() - cpuBefore) / 1e9);
  }

  private void request() {
    id++;
    int which = (int) (id % OWNERS);
    Deque<byte[]> container = held.get(which);
    container.add(new byte[HELD_BYTES]);
    ledger.retained(owners.get(which), id, HELD_BYTES);
    if (container.size() > HELD) {
      container.remove();
      ledger.released(owners.get(which), id - OWNERS * HELD, HELD_BYTES, ReleaseCause.EVICTED);
    }
    if (new byte[GARBAGE_BYTES].length == 0) {
      throw new AssertionError("arrays have the length asked for");
    }
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}

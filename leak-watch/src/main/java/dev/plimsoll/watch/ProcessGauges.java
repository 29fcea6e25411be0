package dev.plimsoll.watch;

import dev.plimsoll.watch.WatchEvent.Pressure.Kind;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what kills a process from outside the heap. A resource without a limit, or on a system that
 * does not tell it, is left out. Not safe for use by several threads.
 */
final class ProcessGauges {

  // cgroup v1 says "no limit" with a number near the largest.
  private static final long NO_LIMIT = Long.MAX_VALUE / 2;

  /** Limits are looked up anew after so many samples: they cost most and change least. */
  private static final int SAMPLES_A_LIMIT = 64;

  private final ProcFiles files;
  private final long directLimit;
  private final List<BufferPoolMXBean> direct =
      ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
          .filter(pool -> pool.getName().equals("direct"))
          .toList();
  private final List<MemoryPoolMXBean> metaspace =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getName().equals("Metaspace"))
          .toList();
  private int samples;
  private long threadLimit;
  private long memoryLimit;

  private ProcessGauges(ProcFiles files, long directLimit) {
    this.files = files;
    this.directLimit = directLimit;
  }

  static ProcessGauges ofThisProcess() {
    return new ProcessGauges(new ProcFiles(Path.of("/")), directLimit());
  }

  /** Reads /proc and /sys below another root; for tests. */
  static ProcessGauges below(Path root) {
    return new ProcessGauges(new ProcFiles(root), directLimit());
  }

  List<Gauge> read() {
    if (samples++ % SAMPLES_A_LIMIT == 0) {
      threadLimit = files.threadLimit();
      memoryLimit = files.memoryLimit();
    }
    List<Gauge> gauges = new ArrayList<>();
    direct.forEach(pool -> add(gauges, Kind.DIRECT_MEMORY, pool.getMemoryUsed(), directLimit));
    metaspace.forEach(
        pool -> add(gauges, Kind.METASPACE, pool.getUsage().getUsed(), pool.getUsage().getMax()));
    ProcFiles.Status process = files.status();
    add(gauges, Kind.THREADS, process.threads(), threadLimit);
    add(gauges, Kind.RESIDENT_SIZE, process.residentBytes(), memoryLimit);
    return gauges;
  }

  private static void add(List<Gauge> gauges, Kind kind, long used, long limit) {
    if (used >= 0 && limit > 0 && limit < NO_LIMIT) {
      gauges.add(new Gauge(kind, used, limit));
    }
  }

  private static long directLimit() {
    long option = HotSpotBean.option("MaxDirectMemorySize").map(Long::parseLong).orElse(0L);
    return option > 0 ? option : Runtime.getRuntime().maxMemory();
  }
}

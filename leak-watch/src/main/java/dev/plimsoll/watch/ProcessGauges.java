package dev.plimsoll.watch;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.plimsoll.watch.WatchEvent.Pressure.Kind;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what kills a process from outside the heap. A resource without a limit, or on a system that
 * does not tell it, is left out.
 */
final class ProcessGauges {

  private static final long PAGE = 4_096;
  // cgroup v1 says "no limit" with a number near the largest.
  private static final long NO_LIMIT = Long.MAX_VALUE / 2;

  private final Path root;
  private final long directLimit;

  private ProcessGauges(Path root, long directLimit) {
    this.root = root;
    this.directLimit = directLimit;
  }

  static ProcessGauges ofThisProcess() {
    return new ProcessGauges(Path.of("/"), directLimit());
  }

  /** Reads /proc and /sys below another root; for tests. */
  static ProcessGauges below(Path root) {
    return new ProcessGauges(root, directLimit());
  }

  List<Gauge> read() {
    List<Gauge> gauges = new ArrayList<>();
    add(gauges, Kind.DIRECT_MEMORY, directUsed(), directLimit);
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getName().equals("Metaspace")) {
        add(gauges, Kind.METASPACE, pool.getUsage().getUsed(), pool.getUsage().getMax());
      }
    }
    add(
        gauges,
        Kind.THREADS,
        ManagementFactory.getThreadMXBean().getThreadCount(),
        limit("pids.max", "pids/pids.max"));
    add(
        gauges,
        Kind.RESIDENT_SIZE,
        residentBytes(),
        limit("memory.max", "memory/memory.limit_in_bytes"));
    return gauges;
  }

  private static void add(List<Gauge> gauges, Kind kind, long used, long limit) {
    if (used >= 0 && limit > 0 && limit < NO_LIMIT) {
      gauges.add(new Gauge(kind, used, limit));
    }
  }

  private static long directUsed() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  private static long directLimit() {
    HotSpotDiagnosticMXBean hotSpot =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    long option =
        hotSpot == null ? 0 : Long.parseLong(hotSpot.getVMOption("MaxDirectMemorySize").getValue());
    return option > 0 ? option : Runtime.getRuntime().maxMemory();
  }

  private long residentBytes() {
    String statm = content("proc/self/statm");
    String[] pages = statm.split(" ", -1);
    return pages.length > 1 ? Long.parseLong(pages[1]) * PAGE : -1;
  }

  private long limit(String v2, String v1) {
    String text = content("sys/fs/cgroup/" + v2);
    text = text.isEmpty() ? content("sys/fs/cgroup/" + v1) : text;
    return text.isEmpty() || text.equals("max") ? -1 : Long.parseLong(text);
  }

  private String content(String file) {
    try {
      return Files.readString(root.resolve(file)).strip();
    } catch (IOException absent) {
      return ""; // another system, or no container
    }
  }
}

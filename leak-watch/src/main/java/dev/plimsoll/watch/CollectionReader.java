package dev.plimsoll.watch;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import dev.plimsoll.watch.WatchEvent.Collected;
import dev.plimsoll.watch.WatchEvent.PromotedQuality;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.management.openmbean.CompositeData;

/**
 * Turns notifications into {@link Collected} events, and knows what each collector's mean.
 *
 * <p>Concurrent collectors notify twice: "... Pauses" for each pause, with zeros for memory, and
 * "... Cycles" for the whole. The pauses are added up and told with their cycle. Not safe for use
 * by several threads.
 */
final class CollectionReader {

  private static final String PAUSES = "Pauses";
  private static final String MINOR = "end of minor GC";
  private static final Set<String> NO_HEAP = Set.of("Metaspace", "Compressed Class Space");
  private static final String CODE = "Code";

  private Duration pausesOfThisCycle = Duration.ZERO;

  Optional<Collected> read(CompositeData data) {
    return read(GarbageCollectionNotificationInfo.from(data));
  }

  private Optional<Collected> read(GarbageCollectionNotificationInfo info) {
    GcInfo gc = info.getGcInfo();
    Duration duration = Duration.ofMillis(gc.getDuration());
    String collector = info.getGcName();
    if (collector.endsWith(PAUSES)) {
      pausesOfThisCycle = pausesOfThisCycle.plus(duration);
      return Optional.empty();
    }
    Map<String, MemoryUsage> before = gc.getMemoryUsageBeforeGc();
    Map<String, MemoryUsage> after = gc.getMemoryUsageAfterGc();
    PromotedQuality quality = quality(collector, info.getGcAction());
    long promoted = quality == PromotedQuality.NONE ? 0 : Math.max(0, old(after) - old(before));
    Duration pause = isConcurrent(collector) ? pausesOfThisCycle : duration;
    pausesOfThisCycle = Duration.ZERO;
    return Optional.of(
        new Collected(
            collector,
            info.getGcAction(),
            info.getGcCause(),
            pause,
            heap(before),
            heap(after),
            promoted,
            quality));
  }

  static PromotedQuality quality(String collector, String action) {
    return switch (collector) {
      case "Copy", "PS Scavenge" -> PromotedQuality.EXACT;
      case "G1 Young Generation" -> PromotedQuality.NET;
      case "ZGC Minor Cycles", "Shenandoah Young Cycles" -> PromotedQuality.UPPER_BOUND;
      default -> action.equals(MINOR) ? PromotedQuality.UPPER_BOUND : PromotedQuality.NONE;
    };
  }

  /**
   * Returns whether the collection looked at all of the heap: full collections, and cycles without
   * generations.
   */
  static boolean isMajor(Collected collected) {
    String collector = collected.collector();
    return collected.kind().equals("end of major GC")
        || collector.equals("ZGC Cycles")
        || collector.equals("ZGC Major Cycles")
        || collector.equals("Shenandoah Cycles");
  }

  private static boolean isConcurrent(String collector) {
    return collector.endsWith("Cycles") || collector.equals("G1 Concurrent GC");
  }

  private static long heap(Map<String, MemoryUsage> pools) {
    return pools.entrySet().stream()
        .filter(pool -> !NO_HEAP.contains(pool.getKey()) && !pool.getKey().startsWith(CODE))
        .mapToLong(pool -> pool.getValue().getUsed())
        .sum();
  }

  private static long old(Map<String, MemoryUsage> pools) {
    return pools.entrySet().stream()
        .filter(pool -> pool.getKey().contains("Old") || pool.getKey().contains("Tenured"))
        .mapToLong(pool -> pool.getValue().getUsed())
        .sum();
  }
}

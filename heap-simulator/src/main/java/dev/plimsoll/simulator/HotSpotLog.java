package dev.plimsoll.simulator;

import dev.plimsoll.simulator.CollectionStats.SpaceChange;
import java.util.Locale;

/**
 * HotSpot's unified logging of the serial collector: {@code -Xlog:gc*} without metaspace, which is
 * not simulated. A heap without HotSpot's spaces gets the lines that need none.
 */
final class HotSpotLog implements TraceFormat.Printer {

  static final String EDEN = "eden";
  static final String SURVIVOR = "survivor";
  static final String TENURED = "tenured";

  private static final long KB = 1 << 10;
  private static final long MB = 1 << 20;

  @Override
  public String preamble() {
    return "[0.000s][info][gc] Using Serial";
  }

  @Override
  public String print(HeapEvent event) {
    if (event instanceof HeapEvent.Collection collection) {
      return collection(collection);
    }
    return event instanceof HeapEvent.OutOfMemory end ? end.message() : "";
  }

  private static String collection(HeapEvent.Collection event) {
    CollectionStats stats = event.stats();
    double start = stats.endMillis() - stats.pauseMillis();
    String kind = event instanceof HeapEvent.Scavenge ? "Young" : "Full";
    String title = format("GC(%d) Pause %s (%s)", stats.number() - 1, kind, words(stats.reason()));
    String spaces = hasSpaces(stats) ? spaces(stats) : "";
    return line(start, "gc,start", title)
        + '\n'
        + spaces
        + line(stats.endMillis(), "gc", title + total(stats))
        + '\n'
        + line(stats.endMillis(), "gc,cpu", cpu(stats));
  }

  private static String spaces(CollectionStats stats) {
    SpaceChange eden = stats.space(EDEN);
    SpaceChange survivor = stats.space(SURVIVOR);
    String young = usage("DefNew", sum("young", eden, survivor));
    young += ' ' + usage("Eden", eden) + ' ' + usage("From", survivor);
    String gc = format("GC(%d) ", stats.number() - 1);
    return line(stats.endMillis(), "gc,heap", gc + young)
        + '\n'
        + line(stats.endMillis(), "gc,heap", gc + usage("Tenured", stats.space(TENURED)))
        + '\n';
  }

  private static boolean hasSpaces(CollectionStats stats) {
    return stats.spaces().stream().anyMatch(space -> space.name().equals(EDEN));
  }

  private static SpaceChange sum(String name, SpaceChange a, SpaceChange b) {
    return new SpaceChange(
        name,
        a.usedBefore() + b.usedBefore(),
        a.capacityBefore() + b.capacityBefore(),
        a.usedAfter() + b.usedAfter(),
        a.capacityAfter() + b.capacityAfter());
  }

  private static String usage(String name, SpaceChange space) {
    return format(
        "%s: %dK(%dK)->%dK(%dK)",
        name,
        space.usedBefore() / KB,
        space.capacityBefore() / KB,
        space.usedAfter() / KB,
        space.capacityAfter() / KB);
  }

  private static String total(CollectionStats stats) {
    return format(
        " %dM->%dM(%dM) %.3fms",
        stats.before().usedBytes() / MB,
        stats.after().usedBytes() / MB,
        stats.after().committedBytes() / MB,
        stats.pauseMillis());
  }

  private static String cpu(CollectionStats stats) {
    double seconds = stats.pauseMillis() / 1000;
    return format("GC(%d) User=%.2fs Sys=0.00s Real=%.2fs", stats.number() - 1, seconds, seconds);
  }

  private static String words(GcReason reason) {
    return switch (reason) {
      case ALLOCATION_FAILURE, OLD_LIMIT_REACHED, MARKING_COMPLETE -> "Allocation Failure";
      case EXTERNAL_MEMORY, REQUESTED -> "System.gc()";
      case LAST_RESORT -> "Last ditch collection";
    };
  }

  private static String line(double millis, String tags, String text) {
    return format("[%.3fs][info][%-9s] %s", millis / 1000, tags, text);
  }

  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }
}

package dev.plimsoll.simulator;

import dev.plimsoll.simulator.CollectionStats.HeapSize;
import dev.plimsoll.simulator.CollectionStats.MarkingProgress;
import java.util.Locale;

/** The trace lines of V8 3.14, which counts whole milliseconds and brackets its reasons. */
final class V8Trace314 implements TraceFormat.Printer {

  private static final double MB = 1 << 20;

  @Override
  public String print(HeapEvent event) {
    if (event instanceof HeapEvent.Scavenge scavenge) {
      CollectionStats stats = scavenge.stats();
      return line("Scavenge", stats) + sinceLastGc(stats.marking()) + young(stats.reason()) + '.';
    }
    if (event instanceof HeapEvent.Collection full) {
      CollectionStats stats = full.stats();
      return line("Mark-sweep", stats) + sinceStart(stats.marking()) + old(stats.reason()) + '.';
    }
    return event instanceof HeapEvent.OutOfMemory end ? "FATAL ERROR: " + end.message() : "";
  }

  private static String line(String collector, CollectionStats stats) {
    HeapSize before = stats.before();
    HeapSize after = stats.after();
    return format(
        "[1] %8.0f ms: %s %.1f (%.1f) -> %.1f (%.1f) MB, %d ms",
        stats.endMillis(),
        collector,
        before.usedBytes() / MB,
        before.committedBytes() / MB,
        after.usedBytes() / MB,
        after.committedBytes() / MB,
        (long) stats.pauseMillis());
  }

  private static String sinceLastGc(MarkingProgress marking) {
    return marking.steps() == 0
        ? ""
        : format(" (+ %d ms in %d steps since last GC)", (long) marking.millis(), marking.steps());
  }

  private static String sinceStart(MarkingProgress marking) {
    return marking.steps() == 0
        ? ""
        : format(
            " (+ %d ms in %d steps since start of marking, biggest step %f ms)",
            (long) marking.millis(), marking.steps(), marking.biggestStepMillis());
  }

  private static String young(GcReason reason) {
    return reason == GcReason.OLD_LIMIT_REACHED
        ? " [Runtime::PerformGC] [incremental marking delaying mark-sweep]"
        : " [" + words(reason) + ']';
  }

  private static String old(GcReason reason) {
    return reason == GcReason.OLD_LIMIT_REACHED
        ? " [Runtime::PerformGC] [promotion limit reached]"
        : " [" + words(reason) + "] [GC in old space requested]";
  }

  private static String words(GcReason reason) {
    return switch (reason) {
      case ALLOCATION_FAILURE, OLD_LIMIT_REACHED -> "Runtime::PerformGC";
      case MARKING_COMPLETE -> "StackGuard GC request";
      case EXTERNAL_MEMORY -> "external memory allocation limit reached";
      case LAST_RESORT -> "last resort gc";
      case REQUESTED -> "gc extension";
    };
  }

  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }
}

package dev.plimsoll.simulator;

import dev.plimsoll.simulator.CollectionStats.HeapSize;
import dev.plimsoll.simulator.CollectionStats.MarkingProgress;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The trace lines of V8 since 5.x. Versions differ in precision, in the mutator's share, and in the
 * words for a reason.
 */
final class V8Trace implements TraceFormat.Printer {

  /** What differs between the versions. */
  private record Dialect(
      String fullName,
      String beforeTimes,
      String times,
      boolean tellsMutatorShare,
      String reasonSeparator,
      String markingComplete) {}

  private static final String HEADER = "[1:0x10000000] %8.0f ms: ";
  private static final double MB = 1 << 20;
  private static final String IN_OLD_SPACE = "GC in old space requested";

  private final Dialect dialect;

  private V8Trace(Dialect dialect) {
    this.dialect = dialect;
  }

  static V8Trace v8_6_2() {
    return new V8Trace(
        new Dialect(
            "Mark-sweep",
            "",
            "%.1f / 0.0 ms ",
            false,
            " ",
            "finalize incremental marking via stack guard " + IN_OLD_SPACE));
  }

  static V8Trace v8_11_3() {
    return new V8Trace(
        new Dialect(
            "Mark-Compact",
            "",
            "%.2f / 0.00 ms ",
            true,
            "; ",
            "finalize incremental marking via stack guard; " + IN_OLD_SPACE));
  }

  static V8Trace v8_13_6() {
    return new V8Trace(
        new Dialect(
            "Mark-Compact",
            "pooled: 0 MB, ",
            "%.2f / 0.00 ms ",
            true,
            "; ",
            "allocation failure; Incremental marking forced finalization"));
  }

  @Override
  public String print(HeapEvent event) {
    if (event instanceof HeapEvent.Scavenge scavenge) {
      return line("Scavenge", scavenge.stats(), "", young(scavenge.stats().reason()));
    }
    if (event instanceof HeapEvent.Collection full) {
      CollectionStats stats = full.stats();
      return line(dialect.fullName, stats, marking(stats.marking()), old(stats.reason()));
    }
    return event instanceof HeapEvent.OutOfMemory end ? lastWords(end) : "";
  }

  private String line(String collector, CollectionStats stats, String marking, String reason) {
    HeapSize before = stats.before();
    HeapSize after = stats.after();
    return format(HEADER, stats.endMillis())
        + format(
            "%s %.1f (%.1f) -> ", collector, mb(before.usedBytes()), mb(before.committedBytes()))
        + format("%.1f (%.1f) MB, ", mb(after.usedBytes()), mb(after.committedBytes()))
        + dialect.beforeTimes
        + format(dialect.times, stats.pauseMillis())
        + marking
        + ' '
        + mutatorShare(stats.mutator())
        + reason;
  }

  private String mutatorShare(MutatorShare share) {
    return dialect.tellsMutatorShare
        ? format("(average mu = %.3f, current mu = %.3f) ", share.average(), share.current())
        : "";
  }

  private static String marking(MarkingProgress marking) {
    if (marking.steps() == 0) {
      return "";
    }
    return format(
        " (+ %.1f ms in %d steps since start of marking, biggest step %.1f ms, "
            + "walltime since start of marking %.0f ms)",
        marking.millis(), marking.steps(), marking.biggestStepMillis(), marking.elapsedMillis());
  }

  private String young(GcReason reason) {
    return words(reason) + dialect.reasonSeparator;
  }

  private String old(GcReason reason) {
    return reason == GcReason.MARKING_COMPLETE
        ? dialect.markingComplete
        : words(reason) + dialect.reasonSeparator + IN_OLD_SPACE;
  }

  private static String words(GcReason reason) {
    return switch (reason) {
      case ALLOCATION_FAILURE, OLD_LIMIT_REACHED -> "allocation failure";
      case MARKING_COMPLETE -> "finalize incremental marking via stack guard";
      case EXTERNAL_MEMORY -> "external memory pressure";
      case LAST_RESORT -> "last resort";
      case REQUESTED -> "testing";
    };
  }

  private String lastWords(HeapEvent.OutOfMemory end) {
    return end.lastCollections().stream()
        .map(this::print)
        .collect(
            Collectors.joining(
                "\n",
                "\n<--- Last few GCs --->\n\n",
                "\n\n\n<--- JS stacktrace --->\n\nFATAL ERROR: " + end.message()));
  }

  private static double mb(long bytes) {
    return bytes / MB;
  }

  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }
}

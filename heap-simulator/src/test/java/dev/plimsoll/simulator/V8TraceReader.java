package dev.plimsoll.simulator;

import dev.plimsoll.simulator.CollectionStats.HeapSize;
import dev.plimsoll.simulator.CollectionStats.MarkingProgress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the trace lines of the V8 versions, by expressions written after real logs: what a log
 * reader outside this project does.
 */
final class V8TraceReader {

  private static final String SIZES =
      "(?<used>[0-9.]+) \\((?<committed>[0-9.]+)\\) -> "
          + "(?<usedAfter>[0-9.]+) \\((?<committedAfter>[0-9.]+)\\) MB, ";
  private static final String MARKING =
      "(?: \\(\\+ (?<marked>[0-9.]+) ms in (?<steps>\\d+) steps since start of marking, "
          + "biggest step (?<biggest>[0-9.]+) ms, "
          + "walltime since start of marking (?<elapsed>\\d+) ms\\))?";
  private static final String WORDS = "(?<words>[-A-Za-z:;. \\[\\]()]*)";

  static final V8TraceReader V8_3_14 =
      new V8TraceReader(
          "\\[\\d+\\] (?<millis>[ \\d]{8}) ms: (?<kind>Scavenge|Mark-sweep) "
              + SIZES
              + "(?<pause>\\d+) ms"
              + "(?: \\(\\+ (?<marked>\\d+) ms in (?<steps>\\d+) steps since (?:last GC"
              + "|start of marking, biggest step (?<biggest>[0-9.]+) ms)\\))? "
              + WORDS,
          Map.of(
              "[Runtime::PerformGC].", GcReason.ALLOCATION_FAILURE,
              "[Runtime::PerformGC] [incremental marking delaying mark-sweep].",
                  GcReason.OLD_LIMIT_REACHED,
              "[Runtime::PerformGC] [promotion limit reached].", GcReason.OLD_LIMIT_REACHED,
              "[Runtime::PerformGC] [GC in old space requested].", GcReason.ALLOCATION_FAILURE,
              "[StackGuard GC request] [GC in old space requested].", GcReason.MARKING_COMPLETE,
              "[external memory allocation limit reached] [GC in old space requested].",
                  GcReason.EXTERNAL_MEMORY));

  static final V8TraceReader V8_6_2 =
      new V8TraceReader(
          "\\[\\d+:0x[0-9a-f]+\\] (?<millis>[ \\d]{8}) ms: (?<kind>Scavenge|Mark-sweep) "
              + SIZES
              + "(?<pause>\\d+\\.\\d) / \\d+\\.\\d ms "
              + MARKING
              + " "
              + WORDS,
          Map.of(
              "allocation failure ", GcReason.ALLOCATION_FAILURE,
              "external memory pressure ", GcReason.EXTERNAL_MEMORY,
              "allocation failure GC in old space requested", GcReason.OLD_LIMIT_REACHED,
              "last resort GC in old space requested", GcReason.LAST_RESORT,
              "finalize incremental marking via stack guard GC in old space requested",
                  GcReason.MARKING_COMPLETE));

  static final V8TraceReader V8_11_3 = sinceV8_11("");
  static final V8TraceReader V8_13_6 = sinceV8_11("pooled: 0 MB, ");

  private final Pattern line;
  private final Map<String, GcReason> reasons;

  private V8TraceReader(String line, Map<String, GcReason> reasons) {
    this.line = Pattern.compile(line);
    this.reasons = reasons;
  }

  private static V8TraceReader sinceV8_11(String pooled) {
    return new V8TraceReader(
        "\\[\\d+:0x[0-9a-f]+\\] (?<millis>[ \\d]{8}) ms: (?<kind>Scavenge|Mark-Compact) "
            + SIZES
            + pooled
            + "(?<pause>\\d+\\.\\d\\d) / \\d+\\.\\d\\d ms "
            + MARKING
            + " \\(average mu = (?<average>[01]\\.\\d{3}), "
            + "current mu = (?<current>[01]\\.\\d{3})\\) "
            + WORDS,
        Map.of(
            "allocation failure; ", GcReason.ALLOCATION_FAILURE,
            "external memory pressure; ", GcReason.EXTERNAL_MEMORY,
            "allocation failure; GC in old space requested", GcReason.OLD_LIMIT_REACHED,
            "last resort; GC in old space requested", GcReason.LAST_RESORT,
            "allocation failure; Incremental marking forced finalization",
                GcReason.MARKING_COMPLETE,
            "finalize incremental marking via stack guard; GC in old space requested",
                GcReason.MARKING_COMPLETE));
  }

  /** The collection that a line tells of; empty if it is no such line or of an unknown reason. */
  Optional<HeapEvent.Collection> read(String text) {
    Matcher match = line.matcher(text);
    if (!match.matches() || !reasons.containsKey(match.group("words"))) {
      return Optional.empty();
    }
    CollectionStats stats =
        new CollectionStats(
            1,
            number(match, "millis"),
            number(match, "pause"),
            reasons.get(match.group("words")),
            0,
            0,
            0,
            size(match, "used", "committed"),
            size(match, "usedAfter", "committedAfter"),
            marking(match),
            share(match),
            List.of());
    return Optional.of(
        match.group("kind").equals("Scavenge")
            ? new HeapEvent.Scavenge(stats, 1)
            : new HeapEvent.MarkSweep(stats));
  }

  private static HeapSize size(Matcher match, String used, String committed) {
    return new HeapSize(bytes(number(match, used)), bytes(number(match, committed)));
  }

  private static MarkingProgress marking(Matcher match) {
    return has(match, "steps")
        ? new MarkingProgress(
            (int) number(match, "steps"),
            number(match, "marked"),
            has(match, "biggest") ? number(match, "biggest") : 0,
            has(match, "elapsed") ? number(match, "elapsed") : 0)
        : MarkingProgress.NONE;
  }

  private static MutatorShare share(Matcher match) {
    return has(match, "average")
        ? new MutatorShare(number(match, "average"), number(match, "current"))
        : MutatorShare.WHOLE;
  }

  private static boolean has(Matcher match, String group) {
    return match.pattern().pattern().contains("<" + group + ">") && match.group(group) != null;
  }

  private static double number(Matcher match, String group) {
    return Double.parseDouble(match.group(group).trim());
  }

  private static long bytes(double megabytes) {
    return Math.round(megabytes * (1 << 20));
  }
}

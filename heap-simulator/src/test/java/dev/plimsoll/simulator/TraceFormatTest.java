package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.CollectionStats.HeapSize;
import dev.plimsoll.simulator.CollectionStats.MarkingProgress;
import dev.plimsoll.simulator.CollectionStats.SpaceChange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TraceFormatTest {

  private static final CollectionStats STATS =
      new CollectionStats(
          3,
          1234.4,
          8.765,
          GcReason.ALLOCATION_FAILURE,
          1_000_000,
          20_000,
          30_000,
          new HeapSize(11 << 20, 20 << 20),
          new HeapSize(10 << 20, 21 << 20),
          MarkingProgress.NONE,
          new MutatorShare(0.9876, 0.5),
          List.of(
              new SpaceChange("eden", 53739520, 53739520, 0, 53739520),
              new SpaceChange("survivor", 6684672, 6684672, 6683648, 6684672),
              new SpaceChange("tenured", 1024, 201326592, 2048, 201326592)));

  /** Lines of a kind that the simulator never prints: why they are left out stands beside them. */
  private static final List<String> OTHER_CAUSES =
      List.of(
          "via task", // the event loop's, which a simulated program has not
          "Scavenge (interleaved)", // a concurrent marker's
          "] [allocation failure]", // asked for in C++, where 3.14 names another caller
          "ms [allocation failure]",
          "steps since last GC) [allocation failure]");

  @ParameterizedTest
  @CsvSource({
    "V8_3_14, n0.10.48-ls1-d.log, 394",
    "V8_3_14, n0.10.48-ls3-d.log, 7",
    "V8_6_2, n8.17.0-ls1-d.log, 111",
    "V8_6_2, n8.17.0-ls2-20M-d.log, 9",
    "V8_6_2, n8.17.0-ls2-d.log, 9",
    "V8_6_2, n8.17.0-ls3-d.log, 7",
    "V8_11_3, n20-ls1-d.log, 14",
    "V8_11_3, n20-ls2-d.log, 14",
    "V8_11_3, n20-ls3-d.log, 14",
    "V8_13_6, n24.0.0-ls1-d.log, 28",
  })
  void every_real_line_comes_back_byte_for_byte(TraceFormat format, String log, int lines) {
    List<String> real =
        HeapTruth.lines("trace-gc/" + log).stream()
            .filter(line -> line.matches("\\[\\d+(:0x[0-9a-f]+)?\\] [ \\d]{8} ms: .*"))
            .filter(line -> OTHER_CAUSES.stream().noneMatch(line::contains))
            .toList();
    assertThat(real).hasSize(lines);

    for (String line : real) {
      HeapEvent.Collection read = reader(format).read(line).orElseThrow(() -> unread(line));
      assertThat(withoutSource(format.print(read))).isEqualTo(withoutSource(line));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V8_3_14", "V8_6_2", "V8_11_3", "V8_13_6"})
  void a_log_reader_understands_every_reason_for_a_scavenge_and_a_full_collection(
      TraceFormat format) {
    for (GcReason reason : List.of(GcReason.ALLOCATION_FAILURE, GcReason.OLD_LIMIT_REACHED)) {
      CollectionStats stats = because(reason, new MarkingProgress(7, 40, 8, 99));
      for (HeapEvent event :
          List.of(new HeapEvent.Scavenge(STATS, 1), new HeapEvent.MarkSweep(stats))) {
        String line = format.print(event);
        assertThat(reader(format).read(line)).as(line).isPresent();
      }
    }
  }

  @Test
  void a_mutator_share_is_printed_by_the_versions_that_know_it() {
    HeapEvent scavenge = new HeapEvent.Scavenge(STATS, 1);
    assertThat(TraceFormat.V8_11_3.print(scavenge))
        .endsWith("8.77 / 0.00 ms  (average mu = 0.988, current mu = 0.500) allocation failure; ");
    assertThat(TraceFormat.V8_6_2.print(scavenge)).endsWith("8.8 / 0.0 ms  allocation failure ");
  }

  @Test
  void the_end_lists_the_last_collections_and_the_runtimes_words() {
    HeapEvent.OutOfMemory end =
        new HeapEvent.OutOfMemory(
            2000,
            1 << 20,
            64 << 20,
            "CALL_AND_RETRY_LAST Allocation failed - JavaScript heap out of memory",
            List.of(new HeapEvent.Scavenge(STATS, 1)));
    List<String> real = HeapTruth.lines("trace-gc/n8.17.0-ls2-d.log");

    List<String> printed = TraceFormat.V8_6_2.print(end).lines().toList();

    assertThat(printed).contains("<--- Last few GCs --->", "<--- JS stacktrace --->");
    assertThat(real).contains(printed.get(1), printed.get(printed.size() - 1));
    assertThat(printed).contains(TraceFormat.V8_6_2.print(end.lastCollections().get(0)));
  }

  @Test
  void a_promotion_has_no_line_in_a_v8_trace() {
    Owner users = Owner.named("users");
    HeapEvent promotion =
        new HeapEvent.Promotion(1, users, 2, 300, HeapEvent.Promotion.Cause.SURVIVED_TWICE);
    assertThat(TraceFormat.V8_11_3.print(promotion)).isEmpty();
    assertThat(TraceFormat.JSON.print(promotion))
        .isEqualTo(
            "{\"event\":\"Promotion\",\"millis\":1.000,\"owner\":\"users\",\"objects\":2,"
                + "\"bytes\":300,\"cause\":\"survived_twice\"}");
  }

  @Test
  void json_escapes_what_an_owner_may_be_called() {
    Owner odd = Owner.named("a\"b\\c\n");
    HeapEvent promotion =
        new HeapEvent.Promotion(1, odd, 2, 3, HeapEvent.Promotion.Cause.LARGE_OBJECT);
    assertThat(TraceFormat.JSON.print(promotion)).contains("\"owner\":\"a\\\"b\\\\c\\u000a\"");
  }

  @Test
  void json_tells_every_field_of_a_collection() {
    String json = TraceFormat.JSON.print(new HeapEvent.MarkCompact(STATS, 77));
    assertThat(json)
        .startsWith("{\"event\":\"MarkCompact\",\"millis\":1234.400,\"number\":3,")
        .contains("\"promoted\":20000", "\"copied\":30000", "\"currentMu\":0.500", "\"moved\":77")
        .contains("\"marking\":{\"steps\":0,")
        .contains("{\"name\":\"tenured\",\"usedBefore\":1024,\"capacityBefore\":201326592,")
        .endsWith("]}");
  }

  @ParameterizedTest
  @CsvSource({"ls1.log, Young", "burst-128m.log, Full"})
  void hotspot_lines_have_the_shape_of_real_ones(String log, String kind) {
    List<String> real = HeapTruth.lines("hotspot-log/" + log).stream().map(this::shape).toList();
    HeapEvent event =
        kind.equals("Full")
            ? new HeapEvent.MarkCompact(STATS, 0)
            : new HeapEvent.Scavenge(STATS, 1);

    List<String> printed = TraceFormat.HOTSPOT.print(event).lines().map(this::shape).toList();

    assertThat(printed).hasSize(5).isSubsetOf(real);
    assertThat(real).contains(shape(TraceFormat.HOTSPOT.preamble()));
  }

  private static V8TraceReader reader(TraceFormat format) {
    return switch (format) {
      case V8_3_14 -> V8TraceReader.V8_3_14;
      case V8_6_2 -> V8TraceReader.V8_6_2;
      case V8_11_3 -> V8TraceReader.V8_11_3;
      case V8_13_6 -> V8TraceReader.V8_13_6;
      case HOTSPOT, JSON -> throw new IllegalArgumentException("not V8's: " + format);
    };
  }

  private static CollectionStats because(GcReason reason, MarkingProgress marking) {
    return new CollectionStats(
        STATS.number(),
        STATS.endMillis(),
        STATS.pauseMillis(),
        reason,
        STATS.allocatedBytes(),
        STATS.promotedBytes(),
        STATS.copiedBytes(),
        STATS.before(),
        STATS.after(),
        marking,
        STATS.mutator(),
        STATS.spaces());
  }

  /** Without process and isolate, and the time outside the collector proper: none is simulated. */
  private static String withoutSource(String line) {
    return line.replaceFirst("^\\[\\d+(:0x[0-9a-f]+)?\\]", "[]")
        .replaceFirst("/ \\d+\\.\\d ms", "/ 0.0 ms")
        .replaceFirst("/ \\d+\\.\\d\\d ms", "/ 0.00 ms");
  }

  /** Digits become one, decimals and everything else stay; tags are padded to the widest before. */
  private String shape(String line) {
    return line.replaceAll("(?<!\\.)\\d+", "0").replaceAll("\\d", "0").replaceAll(" +\\]", "]");
  }

  private static AssertionError unread(String line) {
    return new AssertionError("no reader for: " + line);
  }
}

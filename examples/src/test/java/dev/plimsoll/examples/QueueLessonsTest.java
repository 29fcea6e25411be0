package dev.plimsoll.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the lessons about guarded queues show; the time of the first is moved by hand. */
class QueueLessonsTest {

  @Test
  void an_alarm_a_refusal_an_expiry_and_the_fate_of_every_order_are_shown() throws Exception {
    assertThat(Printed.by(Example30GuardedQueue::main))
        .contains(
            "   alarm: queue orders: HIGH_WATERMARK RAISED: depth 8 of 10, marks 8 and 5",
            "   dead letter: order 13 REJECTED",
            "   add throws: queue orders is full: depth 10 of 10",
            "   dead letter: order 12 EXPIRED",
            "   taken: order 16, the others had expired",
            "   alarm: queue orders: HIGH_WATERMARK CLEARED: depth 5 of 10, marks 8 and 5",
            "   handed back: [order 17, order 18]",
            "   18 offered = 3 taken + 3 rejected + 10 expired + 2 left");
  }

  /** A sink of lesson 31, as it is printed. */
  private record Sink(String name, long deepest, long written, long refused, String said) {

    private static final Pattern ROW =
        Pattern.compile("(.+?) +([0-9,]+) +[0-9,]+ ms +([0-9,]+) +([0-9,]+) +[0-9.]+");

    static Sink of(String row, String said) {
      Matcher matcher = ROW.matcher(row);
      assertThat(matcher.matches()).as(row).isTrue();
      return new Sink(
          matcher.group(1), number(matcher, 2), number(matcher, 3), number(matcher, 4), said);
    }

    private static long number(Matcher matcher, int group) {
      return Long.parseLong(matcher.group(group).replace(",", ""));
    }
  }

  @Test
  void three_sinks_get_the_same_burst_and_every_line_is_written_or_counted_as_refused()
      throws Exception {
    List<String> lines = Printed.by(Example31FasterSink::main);
    List<Sink> sinks = new ArrayList<>();
    for (int i = lines.size() - 6; i < lines.size(); i += 2) {
      sinks.add(Sink.of(lines.get(i), lines.get(i + 1)));
    }
    assertThat(sinks)
        .extracting(Sink::name)
        .containsExactly("database, row by row", "database, in batches", "file, in batches");
    assertThat(sinks)
        .allSatisfy(
            sink -> {
              assertThat(sink.written() + sink.refused()).isEqualTo(60_000);
              assertThat(sink.written()).isPositive();
              assertThat(sink.deepest()).isBetween(1L, 20_000L);
              if (sink.refused() > 0) {
                assertThat(sink.said()).contains("HIGH_WATERMARK RAISED");
              }
            });
  }
}

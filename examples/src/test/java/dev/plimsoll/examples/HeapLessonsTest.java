package dev.plimsoll.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.simulator.HeapConfig;
import dev.plimsoll.simulator.HeapUsage;
import dev.plimsoll.simulator.SimulatedOutOfMemoryException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the lessons about one heap teach: growth, its limit, and what lies outside it. */
class HeapLessonsTest {

  private static final long MB = 1 << 20;

  @Test
  void a_list_that_grows_has_all_of_it_promoted_and_nothing_freed() {
    Example01AGrowingList example = new Example01AGrowingList();

    example.run();

    assertThat(example.trace()).anyMatch(line -> line.contains("Scavenge"));
    assertThat(example.totals().scavenges()).isGreaterThan(50);
    assertThat(example.totals().promotedBytes()).isGreaterThan(750 * MB);
    assertThat(example.heapUsed()).isGreaterThan(800 * MB);
  }

  @Test
  void the_trace_has_a_line_for_each_collection() throws Exception {
    List<String> printed = Printed.by(Example01AGrowingList::main);

    assertThat(printed.get(1))
        .matches("\\[1:0x\\p{XDigit}+] +\\d+ ms: Scavenge \\d.* -> \\d.* MB, .*");
    assertThat(printed).contains("...");
  }

  @Test
  void the_ninth_array_does_not_fit_under_1400_MB() {
    Example02OutOfMemory example = new Example02OutOfMemory(HeapConfig.v8_6_2());

    assertThatThrownBy(
            () -> {
              while (example.kept() < Example02OutOfMemory.ARRAYS) {
                example.keepOneMore();
              }
            })
        .isInstanceOf(SimulatedOutOfMemoryException.class)
        .hasMessageContaining("1400 MB");
    assertThat(example.kept()).isEqualTo(8);
  }

  @Test
  void a_larger_limit_only_holds_more() {
    Example02OutOfMemory example = new Example02OutOfMemory(Example02OutOfMemory.largerLimit());

    while (example.kept() < Example02OutOfMemory.ARRAYS) {
      example.keepOneMore();
    }

    assertThat(example.kept()).isEqualTo(15);
  }

  @Test
  void the_printed_end_names_the_limit_and_the_last_collections() throws Exception {
    assertThat(Printed.by(Example02OutOfMemory::main))
        .anyMatch(line -> line.startsWith("  8 kept: heapUsed"))
        .noneMatch(line -> line.startsWith("  9 kept: heapUsed"))
        .anyMatch(line -> line.contains("JavaScript heap out of memory"))
        .anyMatch(line -> line.contains("Mark"));
  }

  @Test
  void buffers_outside_the_heap_pass_its_limit() {
    Example03BuffersOutsideTheHeap example = new Example03BuffersOutsideTheHeap();

    HeapUsage usage = example.keepOneMore();
    for (int i = 1; i < 15; i++) {
      usage = example.keepOneMore();
    }

    assertThat(usage.external()).isBetween(3_000 * MB, 3_001 * MB);
    assertThat(usage.rss()).isGreaterThan(3_000 * MB);
    assertThat(usage.heapUsed()).isLessThan(10 * MB);
  }

  @Test
  void direct_buffers_pass_the_limit_of_a_real_JVM() throws Exception {
    assertThat(Example03BuffersOutsideTheHeap.onARealJvm())
        .singleElement()
        .asString()
        .startsWith("15 buffers: 120.0 MB direct, in a JVM whose heap may take 15.");
  }
}

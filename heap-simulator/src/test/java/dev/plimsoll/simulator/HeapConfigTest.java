package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class HeapConfigTest {

  private static final long MB = 1 << 20;

  @Test
  void a_limit_of_zero_is_refused_with_its_value_and_its_range() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeapConfig.v8_11_3().withMaxOldSpaceSize(0))
        .withMessageContaining("max old space size")
        .withMessageContaining(": 0");
  }

  @Test
  void a_limit_over_the_maximum_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeapConfig.v8_11_3().withMaxOldSpaceSize(1L << 40))
        .withMessageContaining(String.valueOf(1L << 40));
  }

  @Test
  void a_semi_space_of_no_whole_pages_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeapConfig.v8_11_3().withMaxSemiSpaceSize(MB + 1))
        .withMessageContaining("multiple of the page size");
  }

  @Test
  void a_semi_space_of_zero_pages_is_refused_with_its_value() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeapConfig.v8_11_3().withMaxSemiSpaceSize(0))
        .withMessageContaining("max semi-space size")
        .withMessageContaining(": 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeapConfig.v8_3_14().withMinSemiSpaceSize(0))
        .withMessageContaining("min semi-space size")
        .withMessageContaining(": 0");
  }

  @Test
  void semi_spaces_larger_than_the_heap_contradict_it() {
    HeapConfig config = HeapConfig.v8_11_3().withMaxOldSpaceSize(8 * MB);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GenerationalHeap.of(config))
        .withMessageContaining("contradicts")
        .withMessageContaining(String.valueOf(8 * MB));
  }

  @Test
  void a_first_semi_space_beyond_the_maximum_contradicts_it() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeapConfig.v8_11_3().withMinSemiSpaceSize(32 * MB))
        .withMessageContaining("contradicts");
  }

  @Test
  void a_heap_without_the_runtimes_own_objects_is_empty() {
    HeapUsage usage =
        GenerationalHeap.of(HeapConfig.v8_11_3().withBaseObjects(false)).memoryUsage();
    assertThat(usage.heapUsed()).isZero();
  }

  @Test
  void the_runtimes_own_objects_lie_in_a_new_heap() {
    HeapUsage usage = GenerationalHeap.of(HeapConfig.v8_11_3()).memoryUsage();
    assertThat(usage.heapUsed()).isBetween(3_000_000L, 3_300_000L);
  }

  @Test
  void node_8_has_scavenged_twice_before_its_program_begins() {
    assertThat(GenerationalHeap.of(HeapConfig.v8_6_2()).totals().scavenges()).isEqualTo(2);
  }
}

package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AllocationLimitTest {

  private static final long MB = 1 << 20;

  @Test
  void starts_at_half_a_gigabyte_and_each_scavenge_lowers_it_by_what_survives() {
    OldGenerationLimit limit = OldGenerationLimit.of(V8Rules.v8_11_3(), 4096 * MB);
    assertThat(limit.markingIsDue(511 * MB, 511 * MB, MB)).isFalse();
    assertThat(limit.markingIsDue(512 * MB, 512 * MB, MB)).isTrue();
    limit.scavenged(3 * MB, 0.5);
    assertThat(limit.markingIsDue(255 * MB, 255 * MB, MB)).isFalse();
    assertThat(limit.markingIsDue(256 * MB, 256 * MB, MB)).isTrue();
  }

  @Test
  void stays_a_step_above_what_is_there_and_is_lowered_no_more_once_it_would_rise() {
    OldGenerationLimit limit = OldGenerationLimit.of(V8Rules.v8_11_3(), 4096 * MB);
    limit.scavenged(10 * MB, 0.001);
    assertThat(limit.markingIsDue(18 * MB, 18 * MB, MB)).isTrue();
    limit.scavenged(20 * MB, 0.001);
    assertThat(limit.markingIsDue(18 * MB, 18 * MB, MB)).isTrue();
  }

  @Test
  void is_four_times_what_a_full_collection_left_and_the_new_space_on_a_large_heap() {
    OldGenerationLimit limit = OldGenerationLimit.of(V8Rules.v8_11_3(), 4096 * MB);
    limit.collectedFully(17 * MB, 17 * MB, 16 * MB, 0.9);
    assertThat(limit.markingIsDue(84 * MB - 1, 84 * MB, 16 * MB)).isFalse();
    assertThat(limit.markingIsDue(84 * MB, 84 * MB, 16 * MB)).isTrue();
  }

  @Test
  void never_lies_above_halfway_to_the_maximum() {
    OldGenerationLimit limit = OldGenerationLimit.of(V8Rules.v8_11_3(), 4096 * MB);
    limit.collectedFully(2000 * MB, 2000 * MB, 16 * MB, 0.9);
    assertThat(limit.markingIsDue(3048 * MB, 3048 * MB, 16 * MB)).isTrue();
  }

  @Test
  void begins_marking_early_when_memory_is_tight() {
    OldGenerationLimit limit = OldGenerationLimit.of(V8Rules.v8_6_2(), 64 * MB);
    limit.scavenged(9 * MB, 0.5);
    assertThat(limit.markingIsDue(12 * MB, 12 * MB, MB)).isFalse();
    assertThat(limit.markingIsDue(15 * MB, 15 * MB, MB)).isTrue();
  }

  @Test
  void the_growing_factor_of_the_old_default_maximum_is_1_747() {
    assertThat(V8Rules.v8_6_2().growing().maxFactor(1400 * MB)).isCloseTo(1.747, within(0.001));
  }

  @Test
  void four_full_collections_in_vain_are_the_end() {
    OldGenerationLimit limit = OldGenerationLimit.of(V8Rules.v8_11_3(), 100 * MB);
    for (int i = 0; i < 3; i++) {
      assertThat(limit.isIneffective(90 * MB, 0.1)).isFalse();
    }
    assertThat(limit.isIneffective(90 * MB, 0.1)).isTrue();
  }

  @Test
  void one_that_left_the_program_its_time_begins_the_count_again() {
    OldGenerationLimit limit = OldGenerationLimit.of(V8Rules.v8_11_3(), 100 * MB);
    for (int i = 0; i < 10; i++) {
      assertThat(limit.isIneffective(90 * MB, i % 3 == 0 ? 0.5 : 0.1)).isFalse();
    }
  }
}

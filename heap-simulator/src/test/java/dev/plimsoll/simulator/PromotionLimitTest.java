package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromotionLimitTest {

  private static final long MB = 1 << 20;

  private final PromotionLimit limit = new PromotionLimit(1400 * MB);

  @Test
  void the_first_full_collection_is_due_at_5_MB() {
    assertThat(limit.fullCollectionIsDue(5 * MB)).isFalse();
    assertThat(limit.fullCollectionIsDue(5 * MB + 1)).isTrue();
  }

  @Test
  void a_third_more_may_be_promoted_after_a_full_collection() {
    limit.scavenged(MB, 0.5);
    limit.collectedFully(30 * MB, 30 * MB, 8 * MB, 0.5);
    assertThat(limit.fullCollectionIsDue(48 * MB)).isFalse();
    assertThat(limit.fullCollectionIsDue(48 * MB + 1)).isTrue();
  }

  @Test
  void twice_as_much_counts_while_nearly_everything_survives() {
    limit.scavenged(MB, 0.95);
    limit.scavenged(MB, 0.95);
    limit.scavenged(MB, 0.95);
    limit.collectedFully(30 * MB, 30 * MB, 8 * MB, 0.95);
    assertThat(limit.fullCollectionIsDue(96 * MB)).isFalse();
    assertThat(limit.fullCollectionIsDue(96 * MB + 1)).isTrue();
  }

  @Test
  void semi_spaces_stay_small_once_they_are_at_their_maximum_and_nearly_everything_survives() {
    limit.scavenged(MB, 0.95);
    limit.scavenged(MB, 0.95);
    assertThat(limit.wantsSmallSemiSpaces(false)).isFalse();
    assertThat(limit.wantsSmallSemiSpaces(true)).isTrue();
    assertThat(limit.wantsSmallSemiSpaces(false)).isTrue();
  }

  @Test
  void and_may_grow_again_when_hardly_anything_survives() {
    limit.scavenged(MB, 0.95);
    limit.scavenged(MB, 0.95);
    limit.wantsSmallSemiSpaces(true);
    limit.scavenged(MB, 0.05);
    limit.scavenged(MB, 0.05);
    assertThat(limit.wantsSmallSemiSpaces(false)).isFalse();
  }
}

package dev.plimsoll.simulator.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.recording.Recording;
import org.junit.jupiter.api.Test;

class AdviceTest {

  private static final long MB = 1 << 20;

  private static Advice advice(Recording recording, long newSpace, long limit)
      throws InterruptedException {
    return WhatIf.about(recording, "users")
        .withHeap(Preset.HOTSPOT_SERIAL, 64 * MB, newSpace, limit)
        .run()
        .advice()
        .get(0);
  }

  @Test
  void up_to_the_limit_it_names_entries_die_young_and_a_tenth_beyond_they_do_not()
      throws InterruptedException {
    Recording recording = Recorded.server(500);
    Advice advice = advice(recording, 8 * MB, 500);

    assertThat(share(recording, advice.youngLimit())).isLessThanOrEqualTo(Advice.DIES_YOUNG);
    assertThat(share(recording, advice.youngLimit() * 11 / 10)).isGreaterThan(Advice.DIES_YOUNG);
  }

  private static double share(Recording recording, long limit) throws InterruptedException {
    return WhatIf.about(recording, "users")
        .withHeap(Preset.HOTSPOT_SERIAL, 64 * MB, 8 * MB, limit)
        .run()
        .sweeps()
        .get(0)
        .now()
        .ownerPromotedShare();
  }

  @Test
  void it_is_one_sentence_with_its_figures() throws InterruptedException {
    Advice advice = advice(Recorded.server(500), 8 * MB, 500);
    assertThat(advice.toString())
        .isEqualTo(
            "users on HotSpot serial (heap 64.0 MB, new space 8.0 MB): up to a limit of "
                + advice.youngLimit()
                + " at least 95% of their bytes die young; at the limit of 500, "
                + Math.round(100 * advice.now().ownerPromotedShare())
                + "% ("
                + "%.1f".formatted(advice.now().ownerPromotedBytes() / (double) MB)
                + " of 76.3 MB) are promoted in "
                + advice.now().scavenges()
                + " young and "
                + advice.now().fullCollections()
                + " full collections.");
    assertThat(advice.diesYoungNow()).isFalse();
  }

  @Test
  void where_every_limit_is_small_enough_it_says_so() throws InterruptedException {
    Advice advice = advice(Recorded.server(10), 62 * MB, 10);
    assertThat(advice.diesYoungNow()).isTrue();
    assertThat(advice.toString()).contains("of their bytes die young; at the limit of 10, 0%");
  }

  @Test
  void where_too_little_happened_it_says_so() throws InterruptedException {
    Advice advice = advice(Recorded.server(10), 60 * MB, 10);
    assertThat(advice.now().scavenges() + advice.now().fullCollections()).isLessThan(3);
    assertThat(advice.toString()).endsWith("too few to judge by.");
  }

  @Test
  void where_the_heap_is_too_small_it_says_at_which_event() throws InterruptedException {
    Advice advice = advice(Recorded.server(500), 8 * MB, 20_000);
    assertThat(advice.toString())
        .contains("at the limit of 20,000, the heap is out of memory at event");
    assertThat(advice.youngLimit()).isPositive();
  }
}

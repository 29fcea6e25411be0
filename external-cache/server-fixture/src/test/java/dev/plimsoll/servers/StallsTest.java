package dev.plimsoll.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StallsTest {

  @Test
  void counts_overlapping_stalls_once_and_only_their_part_within_the_time_asked_for() {
    Stalls stalls = Stalls.of(new long[][] {{10, 30}, {20, 40}, {25, 28}, {60, 90}});
    assertThat(stalls.nanosWithin(0, 100)).isEqualTo(60);
    assertThat(stalls.nanosWithin(15, 70)).isEqualTo(35);
    assertThat(stalls.nanosWithin(40, 60)).isZero();
  }
}

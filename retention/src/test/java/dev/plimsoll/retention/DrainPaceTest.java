package dev.plimsoll.retention;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DrainPaceTest {

  private final DrainPace pace = new DrainPace();

  private long restAfterQuiet() {
    for (int i = 0; i < 100; i++) {
      pace.restAfter(0);
    }
    return pace.restAfter(0);
  }

  /** The rest to which it comes when so much of what may wait arrives in a nanosecond. */
  private long restAt(double sharePerNano) {
    long rest = DrainPace.SHORTEST_NANOS;
    for (int i = 0; i < 100; i++) {
      rest = pace.restAfter(rest * sharePerNano);
    }
    return rest;
  }

  @Test
  void who_finds_nothing_rests_twice_as_long_each_time_up_to_the_longest() {
    assertThat(pace.restAfter(0)).isEqualTo(2 * DrainPace.SHORTEST_NANOS);
    assertThat(pace.restAfter(0)).isEqualTo(4 * DrainPace.SHORTEST_NANOS);
    assertThat(restAfterQuiet()).isEqualTo(DrainPace.LONGEST_NANOS);
  }

  @Test
  void at_a_steady_rate_it_finds_a_quarter_of_what_may_wait() {
    assertThat(restAt(0.25 / 1_000_000)).isBetween(999_000L, 1_001_000L);
  }

  @Test
  void a_flood_ends_the_rest_at_once_and_shortens_the_ones_after_it() {
    restAfterQuiet();
    assertThat(pace.restAfter(1)).isZero();
    assertThat(pace.restAfter(0.25)).isEqualTo(DrainPace.LONGEST_NANOS / 4);
  }

  @Test
  void no_flood_makes_it_rest_for_less_than_the_shortest_afterwards() {
    pace.restAfter(1e9);
    assertThat(pace.restAfter(0.25)).isEqualTo(DrainPace.SHORTEST_NANOS);
  }
}

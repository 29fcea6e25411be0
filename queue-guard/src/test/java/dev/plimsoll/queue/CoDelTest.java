package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoDelTest {

  private static final long MILLI = 1_000_000;

  private final CoDel control = new CoDel(5 * MILLI, 100 * MILLI);

  /** Looks at a head that has waited so long, once a millisecond; answers how many were shed. */
  private int shedBetween(long fromMillis, long toMillis, long sojournMillis) {
    int shed = 0;
    for (long now = fromMillis; now < toMillis; now++) {
      shed += control.sheds(sojournMillis * MILLI, false, now * MILLI) ? 1 : 0;
    }
    return shed;
  }

  @Test
  void sheds_nothing_while_the_delay_is_under_the_target() {
    assertThat(shedBetween(0, 10_000, 4)).isZero();
    assertThat(control.isCalm()).isTrue();
  }

  @Test
  void sheds_nothing_in_the_first_interval_over_the_target() {
    assertThat(shedBetween(0, 100, 50)).isZero();
    assertThat(shedBetween(100, 101, 50)).isOne();
  }

  @Test
  void sheds_faster_the_longer_the_delay_lasts() {
    int first = shedBetween(0, 600, 50);
    int second = shedBetween(600, 1_200, 50);
    assertThat(second).isGreaterThan(first);
  }

  @Test
  void stops_with_the_first_head_that_is_in_time() {
    shedBetween(0, 600, 50);
    assertThat(control.isShedding()).isTrue();
    assertThat(control.sheds(4 * MILLI, false, 601 * MILLI)).isFalse();
    assertThat(control.isShedding()).isFalse();
  }

  @Test
  void never_sheds_the_last_one() {
    for (long now = 0; now < 1_000; now++) {
      assertThat(control.sheds(50 * MILLI, true, now * MILLI)).isFalse();
    }
  }
}

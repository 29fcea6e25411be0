package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GlanceTest {

  private static final int LONGEST = 8;
  private static final long LONG_WAIT = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long SHORT_WAIT = TimeUnit.MICROSECONDS.toNanos(10);

  private int looks;
  private int there;
  private final Glance glance = new Glance(this::look, 4, LONGEST);

  private int look() {
    looks++;
    return there;
  }

  private int looksInVain(Glance at, long waitAfterwards) {
    looks = 0;
    assertThat(at.succeeds()).isFalse();
    at.waited(waitAfterwards);
    return looks;
  }

  @Test
  void long_waits_make_it_look_half_as_long_each_time_but_never_not_at_all() {
    assertThat(looksInVain(glance, LONG_WAIT)).isEqualTo(LONGEST);
    assertThat(looksInVain(glance, LONG_WAIT)).isEqualTo(LONGEST / 2);
    assertThat(looksInVain(glance, LONG_WAIT)).isEqualTo(LONGEST / 4);
    assertThat(looksInVain(glance, LONG_WAIT)).isEqualTo(1);
    assertThat(looksInVain(glance, LONG_WAIT)).isEqualTo(1);
  }

  @Test
  void short_waits_make_it_look_longer_though_it_never_succeeded() {
    for (int i = 0; i < 10; i++) {
      looksInVain(glance, LONG_WAIT);
    }
    assertThat(looksInVain(glance, SHORT_WAIT)).isEqualTo(1);
    assertThat(looksInVain(glance, SHORT_WAIT)).isEqualTo(2);
    assertThat(looksInVain(glance, SHORT_WAIT)).isEqualTo(4);
    assertThat(looksInVain(glance, SHORT_WAIT)).isEqualTo(LONGEST);
    assertThat(looksInVain(glance, SHORT_WAIT)).isEqualTo(LONGEST);
  }

  @Test
  void success_makes_it_look_longer() {
    looksInVain(glance, LONG_WAIT);
    looksInVain(glance, LONG_WAIT);
    there = 4;
    assertThat(glance.succeeds()).isTrue();
    there = 0;
    assertThat(looksInVain(glance, LONG_WAIT)).isEqualTo(LONGEST / 2);
  }

  @Test
  void where_there_is_one_processor_it_does_not_look() {
    assertThat(looksInVain(new Glance(this::look, 4, 0), SHORT_WAIT)).isZero();
  }
}

package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlarmStateTest {

  private final AlarmState state = new AlarmState(10, 100);

  @Test
  void is_raised_once_the_trouble_has_lasted() {
    assertThat(state.step(Reading.BAD, 0)).isEqualTo(AlarmState.Step.NOTHING);
    assertThat(state.step(Reading.BAD, 9)).isEqualTo(AlarmState.Step.NOTHING);
    assertThat(state.step(Reading.BAD, 10)).isEqualTo(AlarmState.Step.RAISED);
  }

  @Test
  void any_better_reading_breaks_the_hold() {
    state.step(Reading.BAD, 0);
    state.step(Reading.BETWEEN, 9);
    assertThat(state.step(Reading.BAD, 10)).isEqualTo(AlarmState.Step.NOTHING);
    assertThat(state.step(Reading.BAD, 20)).isEqualTo(AlarmState.Step.RAISED);
  }

  @Test
  void is_repeated_on_bad_readings_alone() {
    state.step(Reading.BAD, 0);
    state.step(Reading.BAD, 10);
    assertThat(state.step(Reading.BETWEEN, 110)).isEqualTo(AlarmState.Step.NOTHING);
    assertThat(state.step(Reading.BAD, 111)).isEqualTo(AlarmState.Step.REPEATED);
    assertThat(state.step(Reading.BAD, 210)).isEqualTo(AlarmState.Step.NOTHING);
  }

  @Test
  void is_cleared_by_a_good_reading_alone() {
    state.step(Reading.BAD, 0);
    state.step(Reading.BAD, 10);
    assertThat(state.step(Reading.BETWEEN, 20)).isEqualTo(AlarmState.Step.NOTHING);
    assertThat(state.step(Reading.GOOD, 30)).isEqualTo(AlarmState.Step.CLEARED);
    assertThat(state.step(Reading.GOOD, 40)).isEqualTo(AlarmState.Step.NOTHING);
  }

  @Test
  void works_across_the_overflow_of_the_clock() {
    state.step(Reading.BAD, Long.MAX_VALUE - 5);
    assertThat(state.step(Reading.BAD, Long.MIN_VALUE + 5)).isEqualTo(AlarmState.Step.RAISED);
  }
}

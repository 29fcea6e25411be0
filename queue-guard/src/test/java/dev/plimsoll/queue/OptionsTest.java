package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong value is named, with the value, where it is given. */
class OptionsTest {

  private static GuardedQueueBuilder<String> builder() {
    return GuardedQueue.named("orders");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void a_capacity_must_be_positive(int capacity) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().capacity(capacity))
        .withMessage("the capacity must be positive: " + capacity);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN})
  void a_high_fraction_lies_in_0_to_1(double high) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Watermarks.ofFraction(high, 0))
        .withMessageContaining("high=" + high);
  }

  @Test
  void a_low_mark_lies_under_the_high_one() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Watermarks.ofFraction(0.5, 0.5))
        .withMessageContaining("low=0.5, high=0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Watermarks.ofCount(5, 8))
        .withMessageContaining("low=8, high=5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Watermarks.ofWeight(5, -1))
        .withMessageContaining("low=-1, high=5");
  }

  @Test
  void a_mark_over_the_capacity_is_never_reached() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().capacity(10).watermarks(Watermarks.ofCount(11, 5)).build())
        .withMessageContaining("high=11, capacity=10");
  }

  @Test
  void marks_on_the_weight_need_a_weigher() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().watermarks(Watermarks.ofWeight(8, 5)).build())
        .withMessageContaining("need a weigher");
  }

  @Test
  void durations_are_not_negative() {
    Duration negative = Duration.ofSeconds(-1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().timeToLive(negative))
        .withMessage("timeToLive must be positive: PT-1S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RejectionPolicy.blockFor(negative))
        .withMessageContaining("PT-1S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AlarmPolicy.defaults().withHold(negative))
        .withMessageContaining("PT-1S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shedding.byDelay(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .withMessageContaining("interval=PT1S, target=PT2S");
    try (GuardedQueue<String> queue = builder().build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> queue.close(negative))
          .withMessageContaining("PT-1S");
    }
  }

  @Test
  void listeners_are_not_null() {
    GuardedQueue<String> queue = builder().build();
    assertThatNullPointerException().isThrownBy(() -> queue.onAlarm(null)).withMessage("listener");
    assertThatNullPointerException()
        .isThrownBy(() -> queue.onDeadLetter(null))
        .withMessage("listener");
  }

  @Test
  void a_weigher_that_throws_or_answers_a_negative_fails_the_offer_and_nothing_else() {
    GuardedQueue<String> queue = builder().weigher(e -> Long.parseLong(e)).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> queue.offer("-3"))
        .withMessageContaining("answered -3 for -3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> queue.offer("heavy"))
        .withMessageContaining("failed on element heavy")
        .withCauseInstanceOf(NumberFormatException.class);
    assertThat(queue).isEmpty();
    assertThat(queue.snapshot().offered()).isZero();
  }

  @Test
  void a_name_is_not_blank() {
    assertThatIllegalArgumentException().isThrownBy(() -> GuardedQueue.named(" "));
  }

  @Test
  void a_spill_file_has_room() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> RejectionPolicy.<String>spillTo(Path.of("x"), 0, String::getBytes, String::new))
        .withMessage("maxBytes must be positive: 0");
  }

  @Test
  void a_monitor_must_know_what_is_full() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QueueMonitor.watch("jobs", new LinkedBlockingQueue<>()))
        .withMessageContaining("nobody knows what jobs can hold");
  }
}

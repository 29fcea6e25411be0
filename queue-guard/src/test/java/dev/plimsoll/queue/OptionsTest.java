package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.plimsoll.retention.RetentionBudget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void every_duration_that_must_be_positive_is_named_with_its_value(long seconds) {
    Duration bad = Duration.ofSeconds(seconds);
    AlarmPolicy policy = AlarmPolicy.defaults();
    assertNamed("timeToLive", bad, () -> builder().timeToLive(bad));
    assertNamed("patience", bad, () -> RejectionPolicy.blockFor(bad));
    assertNamed("target", bad, () -> Shedding.byDelay(bad, Duration.ofSeconds(1)));
    assertNamed("interval", bad, () -> Shedding.byDelay(Duration.ofSeconds(1), bad));
    assertNamed("repeatEvery", bad, () -> policy.withRepeatEvery(bad));
    assertNamed("longestSojourn", bad, () -> policy.withLongestSojourn(bad));
    assertNamed("longestStall", bad, () -> policy.withLongestStall(bad));
    assertNamed("overflowHorizon", bad, () -> policy.withOverflowHorizon(bad));
    assertNamed("handlerTimeout", bad, () -> GuardedExecutor.named("x").handlerTimeout(bad));
    assertNamed("timeToLive", bad, () -> GuardedExecutor.named("x").timeToLive(bad));
    LongSupplier depth = () -> 0;
    assertNamed("every", bad, () -> QueueMonitor.watch("x", depth, o -> o.every(bad)));
  }

  private static void assertNamed(String option, Duration value, ThrowingCallable call) {
    assertThatIllegalArgumentException()
        .as(option)
        .isThrownBy(call)
        .withMessageContaining(option)
        .withMessageContaining(value.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void every_count_that_must_be_positive_is_named_with_its_value(int count) {
    String value = String.valueOf(count);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GuardedExecutor.named("x").threads(count))
        .withMessageContaining(value);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GuardedExecutor.named("x").capacity(count))
        .withMessageContaining(value);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QueueMonitor.watch("x", () -> 0, o -> o.capacity(count)))
        .withMessageContaining(value);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GuardedExecutor.named("x").maxReplacements(Math.min(-1, count)))
        .withMessageContaining(String.valueOf(Math.min(-1, count)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Watermarks.ofCount(count, 0))
        .withMessageContaining("high=" + value);
  }

  @Test
  void a_budget_needs_a_weigher() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().budget(RetentionBudget.ofBytes(10)).build())
        .withMessageContaining("needs a weigher: queue=orders");
  }

  @Test
  void what_is_given_is_not_null() {
    assertThatNullPointerException().isThrownBy(() -> GuardedQueue.named(null)).withMessage("name");
    assertThatNullPointerException().isThrownBy(() -> builder().watermarks(null));
    assertThatNullPointerException().isThrownBy(() -> builder().alarms(null));
    assertThatNullPointerException().isThrownBy(() -> builder().timeToLive((Duration) null));
    assertThatNullPointerException().isThrownBy(() -> builder().rejection(null));
    assertThatNullPointerException().isThrownBy(() -> builder().shedding(null));
    assertThatNullPointerException().isThrownBy(() -> builder().weigher(null));
    assertThatNullPointerException().isThrownBy(() -> builder().retention(null));
    assertThatNullPointerException().isThrownBy(() -> builder().alerts(null));
    assertThatNullPointerException().isThrownBy(() -> builder().ticker(null));
    GuardedQueue<String> queue = builder().build();
    assertThatNullPointerException().isThrownBy(() -> queue.offer(null)).withMessage("element");
    assertThatNullPointerException().isThrownBy(() -> queue.put(null)).withMessage("element");
    assertThatNullPointerException().isThrownBy(() -> queue.add(null)).withMessage("element");
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

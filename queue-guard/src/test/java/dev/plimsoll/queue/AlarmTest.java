package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmTest {

  private final FakeTime time = new FakeTime();
  private final List<Alarm> alarms = new ArrayList<>();

  private GuardedQueueBuilder<String> builder() {
    return GuardedQueue.<String>named("orders")
        .capacity(10)
        .ticker(time)
        .scheduler(time)
        .listenerExecutor(Runnable::run);
  }

  private GuardedQueue<String> listened(GuardedQueueBuilder<String> builder) {
    GuardedQueue<String> queue = builder.build();
    queue.onAlarm(alarms::add);
    return queue;
  }

  private static void fill(GuardedQueue<String> queue, int count) {
    for (int i = 0; i < count; i++) {
      queue.offer("x");
    }
  }

  private List<String> told() {
    return alarms.stream().map(a -> a.kind() + " " + a.phase()).toList();
  }

  @Test
  void is_raised_at_the_high_mark_by_the_very_offer_that_reaches_it() {
    GuardedQueue<String> queue = listened(builder().watermarks(Watermarks.ofFraction(0.8, 0.5)));
    fill(queue, 7);
    assertThat(alarms).isEmpty();
    fill(queue, 1);
    assertThat(told()).containsExactly("HIGH_WATERMARK RAISED");
    assertThat(alarms.get(0).snapshot().queued()).isEqualTo(8);
    assertThat(alarms.get(0).text())
        .isEqualTo("queue orders: HIGH_WATERMARK RAISED: depth 8 of 10, marks 8 and 5");
  }

  @Test
  void is_cleared_at_the_low_mark_and_not_before() {
    GuardedQueue<String> queue = listened(builder().watermarks(Watermarks.ofCount(8, 5)));
    fill(queue, 8);
    queue.poll();
    queue.poll();
    assertThat(told()).containsExactly("HIGH_WATERMARK RAISED");
    queue.poll();
    assertThat(told()).containsExactly("HIGH_WATERMARK RAISED", "HIGH_WATERMARK CLEARED");
    assertThat(alarms.get(1).cleared()).isTrue();
    assertThat(alarms.get(1).snapshot().queued()).isEqualTo(5);
  }

  @Test
  void does_not_flap_when_the_depth_swings_around_a_mark() {
    GuardedQueue<String> queue = listened(builder().watermarks(Watermarks.ofCount(8, 5)));
    fill(queue, 7);
    for (int i = 0; i < 1000; i++) {
      queue.offer("x");
      queue.poll();
    }
    assertThat(told()).containsExactly("HIGH_WATERMARK RAISED");
  }

  @Test
  void waits_for_the_hold_time_and_forgets_a_shorter_peak() {
    AlarmPolicy held = AlarmPolicy.defaults().withHold(Duration.ofSeconds(2));
    GuardedQueue<String> queue =
        listened(builder().watermarks(Watermarks.ofCount(8, 5)).alarms(held));
    fill(queue, 8);
    time.advance(Duration.ofSeconds(1));
    queue.poll();
    queue.offer("x");
    time.advance(Duration.ofMillis(1_900));
    assertThat(alarms).isEmpty();
    time.advance(Duration.ofMillis(200));
    assertThat(told()).containsExactly("HIGH_WATERMARK RAISED");
    assertThat(alarms.get(0).lasted()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void is_repeated_at_its_interval_while_it_lasts() {
    AlarmPolicy nagging = AlarmPolicy.defaults().withRepeatEvery(Duration.ofSeconds(10));
    GuardedQueue<String> queue =
        listened(builder().watermarks(Watermarks.ofCount(8, 5)).alarms(nagging));
    fill(queue, 9);
    time.advance(Duration.ofSeconds(25));
    assertThat(told())
        .containsExactly(
            "HIGH_WATERMARK RAISED", "HIGH_WATERMARK REPEATED", "HIGH_WATERMARK REPEATED");
  }

  @Test
  void watches_the_weight_beside_the_depth() {
    GuardedQueue<String> queue =
        listened(
            builder()
                .watermarks(Watermarks.ofCount(8, 5))
                .watermarks(Watermarks.ofWeight(100, 50))
                .weigher(String::length));
    queue.offer("x".repeat(99));
    queue.offer("y");
    assertThat(told()).containsExactly("HIGH_WEIGHT RAISED");
    assertThat(alarms.get(0).snapshot().weight()).isEqualTo(100);
    queue.poll();
    assertThat(told()).containsExactly("HIGH_WEIGHT RAISED", "HIGH_WEIGHT CLEARED");
  }

  @Test
  void tells_when_the_oldest_has_waited_too_long() {
    AlarmPolicy policy = AlarmPolicy.defaults().withLongestSojourn(Duration.ofSeconds(3));
    GuardedQueue<String> queue = listened(builder().alarms(policy));
    fill(queue, 1);
    time.advance(Duration.ofSeconds(4));
    assertThat(told()).containsExactly("SOJOURN_TIME RAISED");
    queue.poll();
    time.advance(Duration.ofSeconds(1));
    assertThat(told()).containsExactly("SOJOURN_TIME RAISED", "SOJOURN_TIME CLEARED");
  }

  @Test
  void tells_when_consumers_take_nothing_though_work_waits() {
    AlarmPolicy policy = AlarmPolicy.defaults().withLongestStall(Duration.ofSeconds(3));
    GuardedQueue<String> queue = listened(builder().alarms(policy));
    time.advance(Duration.ofMinutes(1));
    assertThat(alarms).isEmpty();
    fill(queue, 2);
    time.advance(Duration.ofSeconds(4));
    assertThat(told()).containsExactly("STALLED_CONSUMER RAISED");
    queue.poll();
    time.advance(Duration.ofSeconds(1));
    assertThat(told()).containsExactly("STALLED_CONSUMER RAISED", "STALLED_CONSUMER CLEARED");
  }

  @Test
  void predicts_an_overflow_at_the_present_rates() {
    AlarmPolicy policy = AlarmPolicy.defaults().withOverflowHorizon(Duration.ofSeconds(10));
    GuardedQueue<String> queue = listened(builder().capacity(100).alarms(policy));
    for (int second = 0; second < 10 && alarms.isEmpty(); second++) {
      fill(queue, 5);
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(told()).containsExactly("PREDICTED_OVERFLOW RAISED");
    QueueSnapshot s = alarms.get(0).snapshot();
    assertThat(s.queued()).isLessThan(100);
    assertThat(s.timeToOverflow().orElseThrow()).isLessThanOrEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void tells_of_rejections_until_they_end() {
    GuardedQueue<String> queue =
        listened(builder().alarms(AlarmPolicy.defaults().withRejections()));
    fill(queue, 12);
    time.advance(Duration.ofMillis(100));
    assertThat(told()).containsExactly("REJECTIONS RAISED");
    assertThat(alarms.get(0).snapshot().rejected()).isEqualTo(2);
    time.advance(Duration.ofSeconds(2));
    assertThat(told()).containsExactly("REJECTIONS RAISED", "REJECTIONS CLEARED");
  }

  @Test
  void is_not_heard_after_the_subscription_ends() {
    GuardedQueue<String> queue = builder().watermarks(Watermarks.ofCount(8, 5)).build();
    queue.onAlarm(alarms::add).close();
    fill(queue, 9);
    assertThat(alarms).isEmpty();
  }
}

package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plimsoll.alert.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlarmAlertsTest {

  private final FakeTime time = new FakeTime();
  private final List<Alert> alerts = new ArrayList<>();

  private GuardedQueueBuilder<String> builder() {
    return GuardedQueue.<String>named("orders")
        .capacity(10)
        .watermarks(Watermarks.ofCount(8, 5))
        .alerts(alerts::add)
        .ticker(time)
        .scheduler(time)
        .listenerExecutor(Runnable::run);
  }

  private static void fill(GuardedQueue<String> queue, int count) {
    for (int i = 0; i < count; i++) {
      queue.offer("x");
    }
  }

  @Test
  void an_alarm_becomes_an_alert_and_its_end_resolves_the_same_alert() {
    GuardedQueue<String> queue = builder().build();
    fill(queue, 8);
    time.advance(Duration.ofSeconds(3));
    queue.drainTo(new ArrayList<>(), 3);
    assertThat(alerts).hasSize(2);
    Alert raised = alerts.get(0);
    Alert resolved = alerts.get(1);
    assertThat(raised.name()).isEqualTo("QueueHighWatermark");
    assertThat(raised.severity()).isEqualTo(Alert.Severity.WARNING);
    assertThat(raised.labels()).isEqualTo(Map.of("queue", "orders"));
    assertThat(raised.text()).contains("depth 8 of 10");
    assertThat(raised.isResolved()).isFalse();
    assertThat(resolved.name()).isEqualTo(raised.name());
    assertThat(resolved.labels()).isEqualTo(raised.labels());
    assertThat(resolved.text()).contains("CLEARED");
    assertThat(Duration.between(resolved.startsAt(), resolved.endsAt().orElseThrow()))
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void tags_of_the_queue_are_labels_of_its_alerts() {
    GuardedQueue<String> queue = builder().tag("team", "post").tag("region", "eu").build();
    fill(queue, 8);
    assertThat(alerts.get(0).labels())
        .isEqualTo(Map.of("queue", "orders", "team", "post", "region", "eu"));
  }

  @Test
  void a_tag_that_receivers_cannot_take_is_refused_where_it_is_given() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().tag("my-team", "post"))
        .withMessageContaining("my-team");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().tag("queue", "mine"))
        .withMessageContaining("queue");
  }

  @Test
  void a_sink_that_throws_costs_the_queue_nothing() {
    GuardedQueue<String> queue =
        builder()
            .alerts(
                alert -> {
                  throw new IllegalStateException("on purpose");
                })
            .build();
    fill(queue, 8);
    assertThat(queue).hasSize(8);
    assertThat(queue.snapshot().lostNews()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Alarm.Kind.class)
  void every_kind_has_a_name_that_says_it(Alarm.Kind kind) {
    QueueSnapshot snapshot =
        GuardedQueue.<String>named("orders").scheduler(time).build().snapshot();
    AlarmAlerts.to(alerts::add)
        .accept(new Alarm(kind, Alarm.Phase.RAISED, "text", Duration.ZERO, snapshot));
    String words = kind.name().replace("_", "");
    assertThat(alerts.get(0).name()).isEqualToIgnoringCase("Queue" + words);
    boolean urgent = kind == Alarm.Kind.STALLED_CONSUMER || kind == Alarm.Kind.REJECTIONS;
    assertThat(alerts.get(0).severity() == Alert.Severity.CRITICAL).isEqualTo(urgent);
  }
}

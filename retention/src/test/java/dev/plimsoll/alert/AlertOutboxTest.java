package dev.plimsoll.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertOutboxTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int ATTEMPTS = 3;
  private static final int CAPACITY = 4;

  private final WebhookOptions options =
      new WebhookOptions(
          URI.create("http://localhost/"),
          Map.of(),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(4),
          ATTEMPTS,
          CAPACITY);
  // Near the end of its range, where a careless clock wraps.
  private long now = Long.MAX_VALUE - SECOND / 2;
  private final AlertOutbox outbox = new AlertOutbox(options, now);

  @Test
  void has_nothing_to_send_at_first() {
    assertThat(outbox.untilDue(now)).isEqualTo(Long.MAX_VALUE);
    assertThat(outbox.batch()).isEmpty();
  }

  @Test
  void lets_the_first_alert_wait_for_others_to_go_with_it() {
    outbox.offer(alert("a"), now);
    assertThat(outbox.untilDue(now)).isEqualTo(SECOND);
    pass(SECOND / 2);
    outbox.offer(alert("b"), now);
    pass(SECOND / 2);

    assertThat(outbox.untilDue(now)).isZero();
    assertThat(outbox.batch()).extracting(Alert::name).containsExactly("a", "b");
  }

  @Test
  void keeps_its_distance_between_requests() {
    outbox.offer(alert("a"), now);
    pass(SECOND);
    outbox.succeeded(outbox.batch(), now);
    outbox.offer(alert("b"), now);

    assertThat(outbox.untilDue(now)).isEqualTo(5 * SECOND);
    pass(5 * SECOND);
    assertThat(outbox.untilDue(now)).isZero();
  }

  @Test
  void sends_the_newer_state_of_an_alert_instead_of_the_one_that_waits() {
    Alert raised = alert("a");
    outbox.offer(raised, now);
    Alert resolved = raised.resolved("over", raised.startsAt().plusSeconds(1));
    outbox.offer(resolved, now);

    assertThat(outbox.batch()).containsExactly(resolved);
    assertThat(outbox.superseded()).isEqualTo(1);
  }

  @Test
  void keeps_a_newer_state_that_came_while_the_request_was_on_its_way() {
    Alert raised = alert("a");
    outbox.offer(raised, now);
    List<Alert> onItsWay = outbox.batch();
    Alert resolved = raised.resolved("over", raised.startsAt().plusSeconds(1));
    outbox.offer(resolved, now);
    outbox.succeeded(onItsWay, now);

    assertThat(outbox.delivered()).isEqualTo(1);
    assertThat(outbox.superseded()).isZero();
    assertThat(outbox.batch()).containsExactly(resolved);
    assertThat(outbox.untilDue(now)).isEqualTo(5 * SECOND);
  }

  @Test
  void doubles_the_wait_after_each_failure_and_gives_up_after_the_last_attempt() {
    outbox.offer(alert("a"), now);
    pass(SECOND);

    outbox.failed(outbox.batch(), now);
    assertThat(outbox.untilDue(now)).isEqualTo(5 * SECOND);
    pass(5 * SECOND);
    outbox.failed(outbox.batch(), now);
    assertThat(outbox.untilDue(now)).isEqualTo(8 * SECOND);
    pass(8 * SECOND);
    outbox.failed(outbox.batch(), now);

    assertThat(outbox.undelivered()).isEqualTo(1);
    assertThat(outbox.waiting()).isZero();
    assertThat(outbox.untilDue(now)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void gives_up_at_once_what_the_receiver_refuses() {
    outbox.offer(alert("a"), now);
    outbox.refused(outbox.batch(), now);

    assertThat(outbox.undelivered()).isEqualTo(1);
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void counts_what_is_over_its_capacity_and_still_takes_news_of_what_waits() {
    for (int i = 0; i < CAPACITY; i++) {
      assertThat(outbox.offer(alert("a" + i), now)).isTrue();
    }
    assertThat(outbox.offer(alert("one more"), now)).isFalse();
    assertThat(outbox.offer(alert("a0"), now)).isTrue();

    assertThat(outbox.undelivered()).isEqualTo(1);
    assertThat(outbox.waiting()).isEqualTo(CAPACITY);
  }

  private void pass(long nanos) {
    now += nanos;
  }

  private static Alert alert(String name) {
    return Alert.raised(name, Alert.Severity.WARNING, "text", Map.of(), Instant.EPOCH);
  }
}

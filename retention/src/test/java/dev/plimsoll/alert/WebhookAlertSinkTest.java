package dev.plimsoll.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebhookAlertSinkTest {

  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void posts_alerts_that_come_together_in_one_request() {
    try (Receiver receiver = new Receiver()) {
      WebhookAlertSink sink = quick(receiver.uri()).groupWait(LONG).start();
      sink.send(alert("a"));
      sink.send(alert("b"));
      sink.close();

      assertThat(sink.counts()).isEqualTo(new WebhookCounts(2, 2, 0, 0, 0));
      assertThat(receiver.bodies).hasSize(1);
      assertThat(receiver.bodies.get(0)).contains("\"alertname\":\"a\"", "\"alertname\":\"b\"");
    }
  }

  @Test
  void posts_without_being_asked_when_the_wait_is_over() {
    try (Receiver receiver = new Receiver();
        WebhookAlertSink sink = quick(receiver.uri()).header("Authorization", "Bearer x").start()) {
      sink.send(alert("a"));
      await(sink, counts -> counts.delivered() == 1);
      sink.send(alert("a"));
      await(sink, counts -> counts.delivered() == 2);

      assertThat(receiver.authorizations).containsExactly("Bearer x", "Bearer x");
    }
  }

  @Test
  void repeats_an_alert_that_was_answered_with_500_until_it_is_taken() {
    try (Receiver receiver = new Receiver().answering(500);
        WebhookAlertSink sink = quick(receiver.uri()).attempts(1_000_000).start()) {
      sink.send(alert("a"));
      while (receiver.bodies.size() < 3) {
        LockSupport.parkNanos(SOON.toNanos());
      }
      receiver.answering(200);
      await(sink, counts -> counts.delivered() == 1);

      assertThat(receiver.bodies).containsOnly(receiver.bodies.get(0));
    }
  }

  @Test
  void gives_up_after_the_last_attempt_and_counts() {
    try (Receiver receiver = new Receiver().answering(503);
        WebhookAlertSink sink = quick(receiver.uri()).attempts(3).start()) {
      sink.send(alert("a"));
      await(sink, counts -> counts.undelivered() == 1);

      assertThat(receiver.bodies).hasSize(3);
    }
  }

  @Test
  void does_not_repeat_what_the_receiver_refuses() {
    try (Receiver receiver = new Receiver().answering(400);
        WebhookAlertSink sink = quick(receiver.uri()).attempts(1_000_000).start()) {
      sink.send(alert("a"));
      await(sink, counts -> counts.undelivered() == 1);

      assertThat(receiver.bodies).hasSize(1);
    }
  }

  @Test
  void counts_alerts_for_a_receiver_that_is_down() {
    URI nobody;
    try (Receiver receiver = new Receiver()) {
      nobody = receiver.uri();
    }
    try (WebhookAlertSink sink = quick(nobody).attempts(2).start()) {
      sink.send(alert("a"));
      await(sink, counts -> counts.undelivered() == 1);
    }
  }

  @Test
  void counts_alerts_for_a_receiver_that_never_answers() {
    try (Receiver receiver = new Receiver().silent();
        WebhookAlertSink sink =
            quick(receiver.uri()).timeout(Duration.ofMillis(100)).attempts(2).start()) {
      sink.send(alert("a"));
      await(sink, counts -> counts.undelivered() == 1);

      assertThat(receiver.bodies).isNotEmpty();
    }
  }

  @Test
  void counts_alerts_for_a_receiver_whose_answer_never_ends() {
    try (Receiver receiver = new Receiver().dripping();
        WebhookAlertSink sink =
            quick(receiver.uri()).timeout(Duration.ofMillis(100)).attempts(2).start()) {
      sink.send(alert("a"));
      await(sink, counts -> counts.undelivered() == 1);
    }
  }

  @Test
  void takes_alerts_at_once_while_the_receiver_hangs() {
    try (Receiver receiver = new Receiver().silent();
        WebhookAlertSink sink =
            quick(receiver.uri()).timeout(Duration.ofSeconds(1)).capacity(10).start()) {
      for (int i = 0; i < 1_000; i++) {
        sink.send(alert("a" + i));
      }

      WebhookCounts counts = sink.counts();
      assertThat(counts.sent()).isEqualTo(1_000);
      assertThat(counts.waiting() + counts.undelivered()).isEqualTo(1_000);
    }
  }

  @Test
  void counts_what_is_sent_after_it_was_closed() {
    try (Receiver receiver = new Receiver()) {
      WebhookAlertSink sink = quick(receiver.uri()).start();
      sink.close();
      sink.close();
      sink.send(alert("late"));

      await(sink, counts -> counts.undelivered() == 1);
      assertThat(receiver.bodies).isEmpty();
    }
  }

  @Test
  void ends_its_thread_when_it_is_closed() {
    try (Receiver receiver = new Receiver()) {
      quick(receiver.uri()).start().close();
    }
    while (threads().stream().anyMatch(name -> name.equals("plimsoll-alerts"))) {
      LockSupport.parkNanos(SOON.toNanos());
    }
  }

  @Test
  void refuses_options_out_of_range_with_their_values() {
    WebhookAlertSinkBuilder builder = WebhookAlertSink.to(URI.create("http://localhost/"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.attempts(0).start())
        .withMessageContaining("attempts=0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WebhookAlertSink.to(URI.create("ftp://localhost/")).start())
        .withMessageContaining("ftp://localhost/");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> WebhookAlertSink.to(URI.create("http://x/")).timeout(Duration.ZERO).start())
        .withMessageContaining("timeout=PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                WebhookAlertSink.to(URI.create("http://x/"))
                    .interval(Duration.ofSeconds(-1))
                    .start())
        .withMessageContaining("interval=PT-1S");
  }

  private static WebhookAlertSinkBuilder quick(URI uri) {
    return WebhookAlertSink.to(uri)
        .groupWait(SOON)
        .interval(SOON)
        .backoff(SOON)
        .timeout(Duration.ofSeconds(20));
  }

  private static void await(WebhookAlertSink sink, Predicate<WebhookCounts> condition) {
    while (!condition.test(sink.counts())) {
      LockSupport.parkNanos(SOON.toNanos());
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }

  private static Alert alert(String name) {
    return Alert.raised(name, Alert.Severity.WARNING, "text", Map.of("queue", "q"), Instant.EPOCH);
  }
}

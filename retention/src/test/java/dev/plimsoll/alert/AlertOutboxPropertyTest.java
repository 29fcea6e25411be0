package dev.plimsoll.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AlertOutboxPropertyTest {

  @Property
  void every_alert_offered_ends_in_exactly_one_count(
      @ForAll @Size(max = 200) List<@IntRange(max = 11) Integer> steps) {
    WebhookOptions options =
        new WebhookOptions(
            URI.create("http://localhost/"),
            Map.of(),
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            2,
            3);
    AlertOutbox outbox = new AlertOutbox(options, 0);
    List<Alert> onItsWay = List.of();
    int offered = 0;
    for (int step : steps) {
      switch (step) {
        case 0, 1 -> onItsWay = onItsWay.isEmpty() ? outbox.batch() : onItsWay;
        case 2 -> outbox.succeeded(onItsWay, 0);
        case 3 -> outbox.failed(onItsWay, 0);
        case 4 -> outbox.refused(onItsWay, 0);
        default -> {
          outbox.offer(alert("alert " + step), 0);
          offered++;
        }
      }
      if (step >= 2 && step <= 4) {
        onItsWay = List.of();
      }
      assertThat(outbox.delivered() + outbox.undelivered() + outbox.superseded() + outbox.waiting())
          .isEqualTo(offered);
      assertThat(outbox.superseded()).isNotNegative();
    }
  }

  private static Alert alert(String name) {
    return Alert.raised(name, Alert.Severity.WARNING, "text", Map.of(), Instant.EPOCH);
  }
}

package dev.plimsoll.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertTest {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  @Test
  void stays_the_same_alert_when_it_is_resolved() {
    Alert raised = alert(Map.of("queue", "orders"));
    Alert resolved = raised.resolved("drained", NOON.plusSeconds(60));

    assertThat(raised.isResolved()).isFalse();
    assertThat(resolved.isResolved()).isTrue();
    assertThat(resolved.name()).isEqualTo(raised.name());
    assertThat(resolved.labels()).isEqualTo(raised.labels());
    assertThat(resolved.startsAt()).isEqualTo(raised.startsAt());
  }

  @Test
  void cannot_end_before_it_began() {
    Alert raised = alert(Map.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> raised.resolved("drained", NOON.minusSeconds(1)))
        .withMessageContaining("2026-11-25T11:59:59Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a-b", "1a", "caf\u00e9", "alertname", "severity"})
  void refuses_a_label_that_receivers_cannot_take(String label) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> alert(Map.of(label, "x")))
        .withMessageContaining('"' + label + '"');
  }

  @Test
  void refuses_a_blank_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Alert.raised(" ", Alert.Severity.INFO, "text", Map.of(), NOON))
        .withMessageContaining("\" \"");
  }

  @Test
  void is_written_as_alertmanager_takes_it() {
    Alert raised = alert(Map.of("queue", "a \"b\" \\ \n"));
    Alert resolved = raised.resolved("drained", NOON.plusMillis(1500));

    String labels =
        "\"labels\":{\"alertname\":\"QueueFull\",\"queue\":\"a \\\"b\\\" \\\\ \\u000a\","
            + "\"severity\":\"critical\"}";
    assertThat(AlertmanagerJson.of(List.of(raised, resolved)))
        .isEqualTo(
            "[{"
                + labels
                + ",\"annotations\":{\"summary\":\"full: 10 of 10\"},"
                + "\"startsAt\":\"2026-11-25T12:00:00Z\"},{"
                + labels
                + ",\"annotations\":{\"summary\":\"drained\"},"
                + "\"startsAt\":\"2026-11-25T12:00:00Z\","
                + "\"endsAt\":\"2026-11-25T12:00:01.500Z\"}]");
  }

  private static Alert alert(Map<String, String> labels) {
    return Alert.raised("QueueFull", Alert.Severity.CRITICAL, "full: 10 of 10", labels, NOON);
  }
}

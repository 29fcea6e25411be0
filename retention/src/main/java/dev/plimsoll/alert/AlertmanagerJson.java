package dev.plimsoll.alert;

import dev.plimsoll.retention.internal.Json;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Alerts as the JSON array that Prometheus Alertmanager takes at {@code POST /api/v2/alerts}: the
 * {@code postableAlerts} of its OpenAPI specification.
 */
final class AlertmanagerJson {

  private AlertmanagerJson() {}

  static String of(Collection<Alert> alerts) {
    StringJoiner array = new StringJoiner(",", "[", "]");
    for (Alert alert : alerts) {
      array.add(of(alert));
    }
    return array.toString();
  }

  private static String of(Alert alert) {
    Map<String, String> labels = new TreeMap<>(alert.labels());
    labels.put(Alert.NAME_LABEL, alert.name());
    labels.put(Alert.SEVERITY_LABEL, alert.severity().name().toLowerCase(Locale.ROOT));
    StringJoiner object = new StringJoiner(",", "{", "}");
    object.add("\"labels\":" + object(labels));
    object.add("\"annotations\":" + object(Map.of("summary", alert.text())));
    // Instant prints RFC 3339, with the digits of a second that it needs.
    object.add("\"startsAt\":" + Json.quote(alert.startsAt().toString()));
    alert.endsAt().ifPresent(end -> object.add("\"endsAt\":" + Json.quote(end.toString())));
    return object.toString();
  }

  private static String object(Map<String, String> members) {
    StringJoiner object = new StringJoiner(",", "{", "}");
    members.forEach((name, value) -> object.add(Json.quote(name) + ":" + Json.quote(value)));
    return object.toString();
  }
}

package dev.plimsoll.watch;

import dev.plimsoll.alert.Alert;
import dev.plimsoll.alert.Alert.Severity;
import dev.plimsoll.alert.AlertSink;
import dev.plimsoll.watch.WatchEvent.Collected;
import dev.plimsoll.watch.WatchEvent.Leak;
import dev.plimsoll.watch.WatchEvent.MemwatchLeak;
import dev.plimsoll.watch.WatchEvent.OverBound;
import dev.plimsoll.watch.WatchEvent.Pressure;
import dev.plimsoll.watch.WatchEvent.Recovered;
import dev.plimsoll.watch.WatchEvent.Suspect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sends events as alerts. A recovery resolves what was raised; collections are no alert. */
final class EventAlerts {

  private final AlertSink sink;
  private final Map<String, List<Alert>> raised = new HashMap<>();

  EventAlerts(AlertSink sink) {
    this.sink = sink;
  }

  void tell(WatchEvent event) {
    if (event instanceof Suspect suspect) {
      raise("LeakSuspected", Severity.WARNING, suspect.evidence(), "owner", suspect.owner().name());
    } else if (event instanceof Leak leak) {
      raise("Leak", Severity.CRITICAL, leak.evidence(), "owner", leak.owner().name());
    } else if (event instanceof OverBound over) {
      String text =
          over.owner().name() + " holds " + over.held() + " and promised at most " + over.bound();
      raise("OverBound", Severity.WARNING, text, "owner", over.owner().name());
    } else if (event instanceof Pressure pressure) {
      raise(
          "MemoryPressure", Severity.WARNING, pressure.text(), "resource", pressure.kind().name());
    } else if (event instanceof MemwatchLeak leak) {
      String text =
          "the heap grew over "
              + leak.collections()
              + " full collections in a row, by "
              + leak.grownBytes()
              + " bytes";
      raise("MemwatchLeak", Severity.WARNING, text, "resource", "heap");
    } else if (event instanceof Recovered recovered) {
      resolve(recovered);
    } else if (!(event instanceof Collected)) {
      throw new IllegalStateException("an event that no alert was thought of for: " + event);
    }
  }

  private void raise(String name, Severity severity, String text, String label, String subject) {
    Alert alert = Alert.raised(name, severity, text, Map.of(label, subject), Instant.now());
    raised.computeIfAbsent(subject, key -> new ArrayList<>()).add(alert);
    sink.send(alert);
  }

  private void resolve(Recovered recovered) {
    List<Alert> over = raised.remove(recovered.what());
    if (over != null) {
      over.forEach(alert -> sink.send(alert.resolved(recovered.text(), Instant.now())));
    }
  }
}

package dev.plimsoll.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.alert.Alert;
import dev.plimsoll.alert.JmxAlertSink;
import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionLedger;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.management.Notification;
import javax.management.ObjectName;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where alerts go: the real watch, a real recording, the real MBean server. */
@Timeout(60)
class AlertsOfTheWatchTest {

  private static final String JFR_EVENT = "dev.plimsoll.Alert";

  private final RetentionLedger ledger = RetentionLedger.create();
  private final Owner orders = Owner.named("orders", Bound.bytes(10));
  private final LeakWatchConfig quick =
      LeakWatchConfig.defaults().withSampleEvery(Duration.ofMillis(5));

  @TempDir Path directory;

  @Test
  void flight_recorder_has_what_was_raised_and_its_end() throws Exception {
    Path file = directory.resolve("alerts.jfr");
    CountDownLatch resolved = new CountDownLatch(1);
    JfrAlertSink jfr = new JfrAlertSink();
    try (Recording recording = new Recording()) {
      recording.enable(JFR_EVENT);
      recording.start();
      try (LeakWatch watch =
          LeakWatch.start(
              ledger,
              quick.withAlerts(
                  alert -> {
                    jfr.send(alert);
                    next(alert, resolved);
                  }))) {
        ledger.retained(orders, 1, 100);
        resolved.await();
        assertThat(watch.owners()).hasSize(1);
      }
      recording.dump(file);
    }
    List<RecordedEvent> events =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals(JFR_EVENT))
            .toList();
    assertThat(events).extracting(event -> event.getString("alert")).containsOnly("OverBound");
    assertThat(events)
        .extracting(event -> event.getBoolean("resolved"))
        .containsExactly(false, true);
    assertThat(events.get(0).getString("labels")).contains("orders");
  }

  @Test
  void nothing_reaches_flight_recorder_unless_it_was_asked_for() throws Exception {
    Path file = directory.resolve("none.jfr");
    CountDownLatch resolved = new CountDownLatch(1);
    try (Recording recording = new Recording()) {
      recording.enable(JFR_EVENT);
      recording.start();
      try (LeakWatch watch =
          LeakWatch.start(ledger, quick.withAlerts(alert -> next(alert, resolved)))) {
        ledger.retained(orders, 1, 100);
        resolved.await();
        assertThat(watch.owners()).hasSize(1);
      }
      recording.dump(file);
    }
    assertThat(RecordingFile.readAllEvents(file)).isEmpty();
  }

  @Test
  void jmx_notifies_when_its_sink_was_given() throws Exception {
    ObjectName name = new ObjectName("dev.plimsoll:type=Alerts,name=\"watch-test\"");
    List<Notification> heard = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch resolved = new CountDownLatch(1);
    try (JmxAlertSink jmx = JmxAlertSink.register("watch-test")) {
      ManagementFactory.getPlatformMBeanServer()
          .addNotificationListener(name, (told, handback) -> heard.add(told), null, null);
      try (LeakWatch watch =
          LeakWatch.start(
              ledger,
              quick.withAlerts(
                  alert -> {
                    jmx.send(alert);
                    next(alert, resolved);
                  }))) {
        ledger.retained(orders, 1, 100);
        resolved.await();
        assertThat(watch.owners()).hasSize(1);
      }
    }
    assertThat(heard).isNotEmpty();
    assertThat(heard.get(0).getMessage()).contains("orders");
  }

  /** Lets go once the owner was told to be over its bound, and then waits for the end of it. */
  private void next(Alert alert, CountDownLatch resolved) {
    if (alert.isResolved()) {
      resolved.countDown();
    } else if (alert.name().equals("OverBound")) {
      ledger.released(orders, 1, 100, ReleaseCause.EVICTED);
    }
  }
}

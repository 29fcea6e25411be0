package dev.plimsoll.watch;

import dev.plimsoll.alert.Alert;
import dev.plimsoll.alert.AlertSink;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * Writes alerts into running Flight Recorder recordings, as events named {@code
 * dev.plimsoll.Alert}.
 */
public final class JfrAlertSink implements AlertSink {

  /** Creates the sink. */
  public JfrAlertSink() {}

  @Override
  public void send(Alert alert) {
    AlertEvent event = new AlertEvent();
    event.alert = alert.name();
    event.severity = alert.severity().name();
    event.text = alert.text();
    event.labels = alert.labels().toString();
    event.resolved = alert.isResolved();
    event.commit();
  }

  @Name("dev.plimsoll.Alert")
  @Label("Plimsoll alert")
  @Category("Plimsoll")
  @StackTrace(false)
  static final class AlertEvent extends Event {
    @Label("Alert")
    String alert = "";

    @Label("Severity")
    String severity = "";

    @Label("Text")
    String text = "";

    @Label("Labels")
    String labels = "";

    @Label("Resolved")
    boolean resolved;
  }
}

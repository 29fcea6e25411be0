package dev.plimsoll.queue;

import dev.plimsoll.alert.Alert;
import dev.plimsoll.alert.AlertSink;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Turns a queue's alarms into alerts for people: to the log, by JMX, to a webhook. */
public final class AlarmAlerts implements Consumer<Alarm> {

  private final AlertSink sink;

  private AlarmAlerts(AlertSink sink) {
    this.sink = sink;
  }

  /**
   * {@return a listener for {@code onAlarm} that sends every alarm on}
   *
   * @param sink where to
   */
  public static AlarmAlerts to(AlertSink sink) {
    return new AlarmAlerts(Objects.requireNonNull(sink, "sink"));
  }

  @Override
  public void accept(Alarm alarm) {
    Instant now = Instant.now();
    sink.send(
        new Alert(
            name(alarm.kind()),
            severity(alarm.kind()),
            alarm.text(),
            Map.of("queue", alarm.snapshot().queue()),
            now.minus(alarm.lasted()),
            alarm.cleared() ? Optional.of(now) : Optional.empty()));
  }

  private static String name(Alarm.Kind kind) {
    return switch (kind) {
      case HIGH_WATERMARK -> "QueueHighWatermark";
      case HIGH_WEIGHT -> "QueueHighWeight";
      case SOJOURN_TIME -> "QueueSojournTime";
      case STALLED_CONSUMER -> "QueueStalledConsumer";
      case PREDICTED_OVERFLOW -> "QueuePredictedOverflow";
      case REJECTIONS -> "QueueRejections";
    };
  }

  private static Alert.Severity severity(Alarm.Kind kind) {
    return switch (kind) {
      case STALLED_CONSUMER, REJECTIONS -> Alert.Severity.CRITICAL;
      default -> Alert.Severity.WARNING;
    };
  }
}

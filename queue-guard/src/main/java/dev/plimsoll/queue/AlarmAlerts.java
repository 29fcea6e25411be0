package dev.plimsoll.queue;

import dev.plimsoll.alert.Alert;
import dev.plimsoll.alert.AlertSink;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Turns a queue's alarms into alerts for people: to the log, by JMX, to a webhook. */
public final class AlarmAlerts implements Consumer<Alarm> {

  private static final String QUEUE_LABEL = "queue";

  private final AlertSink sink;
  private final Map<String, String> tags;

  private AlarmAlerts(AlertSink sink, Map<String, String> tags) {
    this.sink = sink;
    this.tags = tags;
  }

  /**
   * {@return a listener for {@code onAlarm} that sends every alarm on}
   *
   * @param sink where to
   */
  public static AlarmAlerts to(AlertSink sink) {
    return to(sink, Map.of());
  }

  /**
   * {@return a listener for {@code onAlarm} that sends every alarm on, with labels of its own}
   *
   * @param sink where to
   * @param tags labels beside {@code queue}, the queue's name; letters, digits and underscores
   */
  public static AlarmAlerts to(AlertSink sink, Map<String, String> tags) {
    tags.forEach(AlarmAlerts::checkTag);
    return new AlarmAlerts(Objects.requireNonNull(sink, "sink"), Map.copyOf(tags));
  }

  /** Fails on a tag that no alert could carry. */
  static void checkTag(String tag, String value) {
    if (Objects.requireNonNull(tag, "tag").equals(QUEUE_LABEL)) {
      throw new IllegalArgumentException(
          "the label \"queue\" is the queue's name; choose another name for " + value);
    }
    Map<String, String> label = Map.of(tag, Objects.requireNonNull(value, "value"));
    Alert.raised("check", Alert.Severity.INFO, "", label, Instant.EPOCH);
  }

  @Override
  public void accept(Alarm alarm) {
    Instant now = Instant.now();
    sink.send(
        new Alert(
            name(alarm.kind()),
            severity(alarm.kind()),
            alarm.text(),
            labels(alarm.snapshot().queue()),
            now.minus(alarm.lasted()),
            alarm.cleared() ? Optional.of(now) : Optional.empty()));
  }

  private Map<String, String> labels(String queue) {
    Map<String, String> labels = new HashMap<>(tags);
    labels.put(QUEUE_LABEL, queue);
    return labels;
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

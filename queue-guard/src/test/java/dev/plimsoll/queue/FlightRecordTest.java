package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Java Flight Recorder keeps of a queue's trouble. */
class FlightRecordTest {

  @TempDir private Path directory;

  private final FakeTime time = new FakeTime();

  /** An alarm at the second offer, a refusal at the third, two expiries later, and a clearance. */
  private void makeTrouble() {
    try (GuardedQueue<String> queue =
        GuardedQueue.<String>named("recorded")
            .capacity(2)
            .watermarks(Watermarks.ofCount(2, 1))
            .timeToLive(Duration.ofSeconds(5))
            .ticker(time)
            .scheduler(time)
            .build()) {
      queue.offer("a");
      queue.offer("b");
      queue.offer("c");
      time.advance(Duration.ofSeconds(6));
    }
  }

  private List<RecordedEvent> recorded(Recording recording) throws IOException {
    Path file = directory.resolve("queue.jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().startsWith("dev.plimsoll.Queue"))
        .toList();
  }

  private static List<RecordedEvent> of(String name, List<RecordedEvent> events) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("dev.plimsoll." + name))
        .toList();
  }

  @Test
  void alarms_rejections_and_expiries_are_recorded_with_their_figures() throws IOException {
    try (Recording recording = new Recording()) {
      recording.enable("dev.plimsoll.QueueAlarm");
      recording.enable("dev.plimsoll.QueueRejection");
      recording.enable("dev.plimsoll.QueueExpiry");
      recording.start();
      makeTrouble();
      recording.stop();
      List<RecordedEvent> events = recorded(recording);

      assertThat(of("QueueAlarm", events))
          .extracting(
              e -> e.getString("queue"),
              e -> e.getString("kind"),
              e -> e.getString("phase"),
              e -> e.getInt("depth"))
          .containsExactly(
              org.assertj.core.api.Assertions.tuple("recorded", "HIGH_WATERMARK", "RAISED", 2),
              org.assertj.core.api.Assertions.tuple("recorded", "HIGH_WATERMARK", "CLEARED", 1));
      assertThat(of("QueueAlarm", events).get(0).getString("text"))
          .isEqualTo("queue recorded: HIGH_WATERMARK RAISED: depth 2 of 2, marks 2 and 1");
      assertThat(of("QueueRejection", events))
          .extracting(e -> e.getString("queue"))
          .containsExactly("recorded");
      assertThat(of("QueueExpiry", events))
          .hasSize(2)
          .allSatisfy(
              e ->
                  assertThat(e.getDuration("waited"))
                      .isGreaterThanOrEqualTo(Duration.ofSeconds(5)));
    }
  }

  @Test
  void nothing_is_recorded_when_it_is_not_asked_for() throws IOException {
    try (Recording recording = new Recording()) {
      recording.disable("dev.plimsoll.QueueAlarm");
      recording.disable("dev.plimsoll.QueueRejection");
      recording.disable("dev.plimsoll.QueueExpiry");
      recording.start();
      makeTrouble();
      recording.stop();
      assertThat(recorded(recording)).isEmpty();
    }
  }
}

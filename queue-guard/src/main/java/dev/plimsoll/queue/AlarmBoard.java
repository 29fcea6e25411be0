package dev.plimsoll.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All alarms of one queue, judged by one snapshot at a time. Not thread-safe. */
final class AlarmBoard {

  private record Lamp(Symptom symptom, AlarmState state) {}

  private final List<Lamp> lamps;

  AlarmBoard(List<Symptom> symptoms, AlarmPolicy policy) {
    long hold = Times.nanos(policy.hold());
    long repeat = Times.nanos(policy.repeatEvery());
    lamps = symptoms.stream().map(s -> new Lamp(s, new AlarmState(hold, repeat))).toList();
  }

  boolean isEmpty() {
    return lamps.isEmpty();
  }

  /** Judges the snapshot and answers what changed, mostly nothing. */
  List<Alarm> judge(QueueSnapshot snapshot, long now) {
    List<Alarm> news = List.of();
    for (Lamp lamp : lamps) {
      AlarmState.Step step = lamp.state.step(lamp.symptom.read(snapshot, now), now);
      if (step != AlarmState.Step.NOTHING) {
        news = news.isEmpty() ? new ArrayList<>() : news;
        news.add(alarm(lamp, step, snapshot, now));
      }
    }
    return news;
  }

  /** The state of the alarm of this kind, or a calm one. */
  AlarmState state(Alarm.Kind kind) {
    for (Lamp lamp : lamps) {
      if (lamp.symptom.kind() == kind) {
        return lamp.state;
      }
    }
    return new AlarmState(0, 1);
  }

  private static Alarm alarm(Lamp lamp, AlarmState.Step step, QueueSnapshot snapshot, long now) {
    Alarm.Kind kind = lamp.symptom.kind();
    Alarm.Phase phase = Alarm.Phase.valueOf(step.name());
    String text =
        "queue %s: %s %s: %s"
            .formatted(snapshot.queue(), kind, phase, lamp.symptom.describe(snapshot));
    Duration lasted = Duration.ofNanos(lamp.state.lastedNanos(now));
    return new Alarm(kind, phase, text, lasted, snapshot);
  }
}

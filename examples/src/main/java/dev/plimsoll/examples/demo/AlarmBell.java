package dev.plimsoll.examples.demo;

import dev.plimsoll.queue.Alarm;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Rings while a queue has an alarm. Safe for use by many threads. */
final class AlarmBell {

  private final Map<Alarm.Kind, String> ringing = new EnumMap<>(Alarm.Kind.class);

  synchronized void hear(Alarm alarm) {
    if (alarm.cleared()) {
      ringing.remove(alarm.kind());
    } else {
      ringing.put(alarm.kind(), alarm.text());
    }
  }

  /** {@return what each alarm says that was raised and is not over} */
  synchronized List<String> texts() {
    return List.copyOf(ringing.values());
  }
}

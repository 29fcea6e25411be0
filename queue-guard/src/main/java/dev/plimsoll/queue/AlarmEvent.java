package dev.plimsoll.queue;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A queue's alarm was raised, repeated or cleared. */
@Name("dev.plimsoll.QueueAlarm")
@Label("Queue Alarm")
@Category({"Plimsoll", "Queue"})
@StackTrace(false)
final class AlarmEvent extends Event {

  @Label("Queue")
  String queue = "";

  @Label("Kind")
  String kind = "";

  @Label("Phase")
  String phase = "";

  @Label("Text")
  String text = "";

  @Label("Depth")
  int depth;

  static void commit(Alarm alarm) {
    AlarmEvent event = new AlarmEvent();
    if (event.shouldCommit()) {
      event.queue = alarm.snapshot().queue();
      event.kind = alarm.kind().name();
      event.phase = alarm.phase().name();
      event.text = alarm.text();
      event.depth = alarm.snapshot().queued();
      event.commit();
    }
  }
}

package dev.plimsoll.queue;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** An element's time to live passed while it waited. */
@Name("dev.plimsoll.QueueExpiry")
@Label("Queue Expiry")
@Category({"Plimsoll", "Queue"})
@StackTrace(false)
final class ExpiryEvent extends Event {

  @Label("Queue")
  String queue = "";

  @Label("Waited")
  @Timespan(Timespan.NANOSECONDS)
  long waited;

  static void commit(String queue, long waitedNanos) {
    ExpiryEvent event = new ExpiryEvent();
    if (event.shouldCommit()) {
      event.queue = queue;
      event.waited = waitedNanos;
      event.commit();
    }
  }
}

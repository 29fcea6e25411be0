package dev.plimsoll.queue;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A queue refused an element. */
@Name("dev.plimsoll.QueueRejection")
@Label("Queue Rejection")
@Category({"Plimsoll", "Queue"})
@StackTrace(false)
final class RejectionEvent extends Event {

  @Label("Queue")
  String queue = "";

  static void commit(String queue) {
    RejectionEvent event = new RejectionEvent();
    if (event.shouldCommit()) {
      event.queue = queue;
      event.commit();
    }
  }
}

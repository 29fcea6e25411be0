/** Bounded queues, executors and monitors with alarms, timeouts and rejection. */
module dev.plimsoll.queue {
  requires jdk.jfr;
  requires transitive dev.plimsoll.retention;
  requires static transitive org.jspecify;

  exports dev.plimsoll.queue;
}

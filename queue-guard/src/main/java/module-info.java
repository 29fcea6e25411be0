/**
 * Bounded queues, executors and monitors with alarms, timeouts and rejection. Resilience4j is used
 * where it is present.
 */
@SuppressWarnings("requires-automatic") // Resilience4j's jars say no more than their names
module dev.plimsoll.queue {
  requires jdk.jfr;
  requires transitive dev.plimsoll.retention;
  requires static io.github.resilience4j.circuitbreaker;
  requires static io.github.resilience4j.core;
  requires static io.github.resilience4j.ratelimiter;
  requires static io.github.resilience4j.retry;
  requires static transitive org.jspecify;

  exports dev.plimsoll.queue;
  exports dev.plimsoll.queue.resilience4j;
}

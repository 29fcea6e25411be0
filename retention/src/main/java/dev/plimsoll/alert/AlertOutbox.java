package dev.plimsoll.alert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which alerts go out next, and when: grouping, rate, retries and counts, as arithmetic on a clock
 * that the caller reads. Not safe for many threads; the caller locks.
 *
 * <p>Each alert offered ends in exactly one count: {@code offered == delivered + undelivered +
 * superseded + waiting}.
 */
final class AlertOutbox {

  private static final int MOST_DOUBLINGS = 6;
  private static final long NEVER = Long.MAX_VALUE;

  /** What an alert is known by: a later state of the same alert takes the earlier one's place. */
  private record Identity(String name, Map<String, String> labels) {
    static Identity of(Alert alert) {
      return new Identity(alert.name(), alert.labels());
    }
  }

  /** An alert and how often it was in a request that failed. */
  private record Waiting(Alert alert, int failures) {}

  private final WebhookOptions options;
  private final Map<Identity, Waiting> waiting = new LinkedHashMap<>();
  private final long origin;
  // Nanoseconds since the origin, so that they compare without wrapping.
  private long groupDue = NEVER;
  private long earliest;
  private int failuresInRow;
  private long delivered;
  private long undelivered;
  private long superseded;

  AlertOutbox(WebhookOptions options, long nanos) {
    this.options = options;
    this.origin = nanos;
  }

  /** {@return whether it waits to be sent; if not, it is counted as undelivered} */
  boolean offer(Alert alert, long nanos) {
    Identity identity = Identity.of(alert);
    if (!waiting.containsKey(identity) && waiting.size() >= options.capacity()) {
      undelivered++;
      return false;
    }
    if (waiting.isEmpty()) {
      groupDue = nanos - origin + options.groupWait().toNanos();
    }
    if (waiting.put(identity, new Waiting(alert, 0)) != null) {
      superseded++;
    }
    return true;
  }

  /** {@return the nanoseconds until a request is due; 0 when it is, Long.MAX_VALUE for never} */
  long untilDue(long nanos) {
    if (waiting.isEmpty()) {
      return NEVER;
    }
    return Math.max(0, Math.max(groupDue, earliest) - (nanos - origin));
  }

  /** {@return what the next request carries; they wait on until its outcome is known} */
  List<Alert> batch() {
    return waiting.values().stream().map(Waiting::alert).toList();
  }

  void succeeded(List<Alert> batch, long nanos) {
    failuresInRow = 0;
    for (Alert alert : batch) {
      delivered++;
      // A newer state may have come while the request was on its way: that one still waits.
      if (!removeUnlessNewer(alert)) {
        superseded--;
      }
    }
    nextAfter(options.interval().toNanos(), nanos);
  }

  /** The receiver refused this batch and would refuse it again. */
  void refused(List<Alert> batch, long nanos) {
    failuresInRow = 0;
    for (Alert alert : batch) {
      if (removeUnlessNewer(alert)) {
        undelivered++;
      }
    }
    nextAfter(options.interval().toNanos(), nanos);
  }

  /** The receiver could not be reached or could not cope: what has attempts left waits on. */
  void failed(List<Alert> batch, long nanos) {
    int doublings = Math.min(MOST_DOUBLINGS, failuresInRow++);
    for (Alert alert : batch) {
      Waiting entry = waiting.get(Identity.of(alert));
      if (entry != null && entry.alert().equals(alert)) {
        countFailure(entry);
      }
    }
    nextAfter(
        Math.max(options.interval().toNanos(), options.backoff().toNanos() << doublings), nanos);
  }

  private void countFailure(Waiting entry) {
    Identity identity = Identity.of(entry.alert());
    if (entry.failures() + 1 >= options.attempts()) {
      waiting.remove(identity);
      undelivered++;
    } else {
      waiting.replace(identity, new Waiting(entry.alert(), entry.failures() + 1));
    }
  }

  private boolean removeUnlessNewer(Alert sent) {
    Identity identity = Identity.of(sent);
    Waiting entry = waiting.get(identity);
    if (entry == null || !entry.alert().equals(sent)) {
      return false;
    }
    waiting.remove(identity);
    return true;
  }

  private void nextAfter(long wait, long nanos) {
    earliest = nanos - origin + wait;
    groupDue = waiting.isEmpty() ? NEVER : Math.min(groupDue, earliest);
  }

  /** Gives up everything that waits. */
  void abandon() {
    undelivered += waiting.size();
    waiting.clear();
  }

  long delivered() {
    return delivered;
  }

  long undelivered() {
    return undelivered;
  }

  long superseded() {
    return superseded;
  }

  int waiting() {
    return waiting.size();
  }
}

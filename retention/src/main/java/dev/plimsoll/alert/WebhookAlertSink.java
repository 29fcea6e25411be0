package dev.plimsoll.alert;

import dev.plimsoll.retention.Subscription;
import dev.plimsoll.retention.internal.DaemonThreads;
import dev.plimsoll.retention.internal.FailureLog;
import java.net.URI;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Posts alerts to an HTTP receiver, as Prometheus Alertmanager takes them: a JSON array at {@code
 * POST /api/v2/alerts}.
 *
 * <pre>{@code
 * var sink = WebhookAlertSink.to(URI.create("http://alertmanager:9093/api/v2/alerts")).start();
 * }</pre>
 *
 * <p>Sending puts the alert aside and returns. One daemon thread, {@code plimsoll-alerts}, posts
 * what has gathered: alerts that come close together go in one request, a newer state of the same
 * alert takes the place of one that still waits, and requests keep a distance. A request that
 * fails, or is answered with 429 or 5xx, is repeated after a doubling wait, and each alert takes
 * part in a bounded number of requests; any other answer outside 2xx is final.
 *
 * <p>Every alert ends in one of four counts, at every moment: {@code sent == delivered +
 * undelivered + superseded + waiting}. A receiver that is down, slow or answers 500 costs the
 * sender nothing.
 *
 * <p>Alertmanager takes an alert that is not repeated as resolved after its {@code
 * resolve_timeout}, 5 minutes by default: repeat alerts that last.
 *
 * <p>Needs the module {@code java.net.http}. Safe for many threads.
 */
public final class WebhookAlertSink implements AlertSink, Subscription {

  private final Webhook webhook;
  private final FailureLog failures;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // The rest is guarded by the lock.
  private final AlertOutbox outbox;
  private long sent;
  private boolean closing;
  private boolean ended;

  WebhookAlertSink(WebhookOptions options) {
    webhook = new Webhook(options);
    failures = new FailureLog(LogAlertSink.LOGGER, "posting alerts to " + options.uri());
    outbox = new AlertOutbox(options, System.nanoTime());
    thread = DaemonThreads.unstarted("plimsoll-alerts", this::run);
  }

  /**
   * {@return a builder for a sink that posts there}
   *
   * @param uri the receiver, http or https
   */
  public static WebhookAlertSinkBuilder to(URI uri) {
    return new WebhookAlertSinkBuilder(uri);
  }

  void start() {
    thread.start();
  }

  @Override
  public void send(Alert alert) {
    lock.lock();
    try {
      sent++;
      outbox.offer(alert, System.nanoTime());
      if (ended) {
        outbox.abandon();
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** {@return the counts, all taken at one moment} */
  public WebhookCounts counts() {
    lock.lock();
    try {
      return new WebhookCounts(
          sent, outbox.delivered(), outbox.undelivered(), outbox.superseded(), outbox.waiting());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Posts what waits, once, and ends the thread. Alerts that this last request cannot deliver, and
   * those sent later, are counted as undelivered. Takes no longer than a request may take, and one
   * more for a request that was on its way.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    try {
      thread.join(2 * webhook.timeout().toMillis() + 1);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    // Still alive: the receiver drips, or the caller is in a hurry. The thread gives up and counts.
    thread.interrupt();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (postNext()) {
        // Until the last request.
      }
    } catch (InterruptedException e) {
      // From close(): what waits is given up below.
    } finally {
      giveUp();
    }
  }

  /** {@return whether there may be more to post} */
  private boolean postNext() throws InterruptedException {
    List<Alert> batch = awaitBatch();
    if (batch.isEmpty()) {
      return false;
    }
    Webhook.Outcome outcome = webhook.post(batch);
    if (outcome.failure() != null) {
      failures.failed(outcome.failure());
    }
    lock.lock();
    try {
      settle(batch, outcome.kind());
      return !closing || outcome.kind() == Webhook.Kind.DELIVERED;
    } finally {
      lock.unlock();
    }
  }

  /**
   * {@return what is due, after waiting for it; empty when the sink is closing and none is left}
   */
  private List<Alert> awaitBatch() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long wait = outbox.untilDue(System.nanoTime());
      while (!closing && wait > 0) {
        changed.awaitNanos(wait);
        wait = outbox.untilDue(System.nanoTime());
      }
      return outbox.batch();
    } finally {
      lock.unlock();
    }
  }

  private void settle(List<Alert> batch, Webhook.Kind kind) {
    long now = System.nanoTime();
    switch (kind) {
      case DELIVERED -> outbox.succeeded(batch, now);
      case REFUSED -> outbox.refused(batch, now);
      case FAILED -> outbox.failed(batch, now);
    }
  }

  private void giveUp() {
    lock.lock();
    try {
      ended = true;
      outbox.abandon();
    } finally {
      lock.unlock();
    }
  }
}

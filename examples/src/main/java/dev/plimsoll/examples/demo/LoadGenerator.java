package dev.plimsoll.examples.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks a server for users over HTTP. Bounded in every way: so many requests, so many a second, and
 * so many at once. Safe for use by many threads.
 */
final class LoadGenerator implements AutoCloseable {

  private static final int WORKERS = 4;
  private static final int FAILURES_UNTIL_GIVEN_UP = 3;
  private static final long PATIENCE_MILLIS = 2_000;

  private final URI server;
  private final int requests;
  private final long nanosBetween;
  private final long start = System.nanoTime();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final List<Thread> workers = new ArrayList<>();
  private volatile boolean closed;

  private LoadGenerator(URI server, int requests, int perSecond) {
    this.server = server;
    this.requests = requests;
    this.nanosBetween = Duration.ofSeconds(1).toNanos() / perSecond;
  }

  /**
   * Starts to ask.
   *
   * @param server whom
   * @param requests how many times
   * @param perSecond how often; a server too slow for it is asked as often as it answers
   */
  static LoadGenerator start(URI server, int requests, int perSecond) {
    LoadGenerator load = new LoadGenerator(server, requests, perSecond);
    for (int i = 0; i < WORKERS; i++) {
      Thread worker = new Thread(load::askUntilDone, "load-" + i);
      worker.setDaemon(true);
      load.workers.add(worker);
    }
    load.workers.forEach(Thread::start);
    return load;
  }

  int requests() {
    return requests;
  }

  long answered() {
    return answered.get();
  }

  long failed() {
    return failed.get();
  }

  boolean done() {
    return workers.stream().noneMatch(Thread::isAlive);
  }

  @Override
  public void close() {
    closed = true;
    workers.forEach(LockSupport::unpark);
    try {
      for (Thread worker : workers) {
        worker.join(PATIENCE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void askUntilDone() {
    int failures = 0;
    while (failures < FAILURES_UNTIL_GIVEN_UP && next.get() < requests && !closed) {
      long before = answered.get();
      try (HttpConnection connection = new HttpConnection(server)) {
        askOver(connection);
      } catch (IOException e) {
        // A server that died is told by its exit code; here it is a request without an answer.
        failed.incrementAndGet();
        failures = answered.get() == before ? failures + 1 : 1;
      }
    }
  }

  private void askOver(HttpConnection connection) throws IOException {
    for (int request = next.getAndIncrement();
        request < requests && waitFor(request);
        request = next.getAndIncrement()) {
      if (connection.get("/user/" + Traffic.userOf(request)).ok()) {
        answered.incrementAndGet();
      } else {
        failed.incrementAndGet();
      }
    }
  }

  /** {@return true when it is the request's turn, false if there are no more turns} */
  private boolean waitFor(int request) {
    long turn = start + request * nanosBetween;
    for (long left = turn - System.nanoTime();
        left > 0 && !closed;
        left = turn - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
    return !closed;
  }
}

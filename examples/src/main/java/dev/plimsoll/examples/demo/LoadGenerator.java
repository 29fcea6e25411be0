package dev.plimsoll.examples.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
  private static final Duration ONE_ANSWER = Duration.ofSeconds(5);
  private static final long PATIENCE_MILLIS = 2_000;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(ONE_ANSWER)
          .build();
  private final URI server;
  private final int requests;
  private final long nanosBetween;
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
    long start = System.nanoTime();
    for (int i = 0; i < WORKERS; i++) {
      Thread worker = new Thread(() -> load.askUntilDone(start), "load-" + i);
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
    workers.forEach(Thread::interrupt);
    try {
      for (Thread worker : workers) {
        worker.join(PATIENCE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void askUntilDone(long start) {
    int failures = 0;
    while (failures < FAILURES_UNTIL_GIVEN_UP) {
      int request = next.getAndIncrement();
      if (request >= requests || !waitUntil(start + request * nanosBetween)) {
        return;
      }
      try {
        ask(request);
        failures = 0;
      } catch (IOException e) {
        // A server that died is told by its exit code; here it is a request without an answer.
        failures++;
        failed.incrementAndGet();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private boolean waitUntil(long nanoTime) {
    long left = nanoTime - System.nanoTime();
    while (left > 0 && !closed) {
      LockSupport.parkNanos(this, left);
      left = nanoTime - System.nanoTime();
    }
    return !closed;
  }

  private void ask(int request) throws IOException, InterruptedException {
    URI uri = server.resolve("/user/" + Traffic.userOf(request));
    HttpRequest question = HttpRequest.newBuilder(uri).timeout(ONE_ANSWER).build();
    if (client.send(question, BodyHandlers.discarding()).statusCode() == 200) {
      answered.incrementAndGet();
    } else {
      failed.incrementAndGet();
    }
  }
}

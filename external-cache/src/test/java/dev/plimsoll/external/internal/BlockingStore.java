package dev.plimsoll.external.internal;

import dev.plimsoll.external.NodeHealth;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A store without a server: every call waits until it is let go, and finds nothing. */
class BlockingStore implements Store {

  final CountDownLatch letGo = new CountDownLatch(1);
  final AtomicInteger waiting = new AtomicInteger();

  private void await() {
    waiting.incrementAndGet();
    try {
      letGo.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      waiting.decrementAndGet();
    }
  }

  @Override
  public boolean countsMillis() {
    return true;
  }

  @Override
  public Fetched fetch(String key, boolean withRemaining, Deadline deadline) {
    await();
    return new Fetched(null, 1L, Fetched.NOT_ASKED);
  }

  @Override
  public void fetchAll(Collection<String> keys, Answers answers, Deadline deadline) {
    keys.forEach(key -> answers.found(key, fetch(key, false, deadline)));
  }

  @Override
  public boolean put(
      String key, Draft draft, long ttlMillis, Condition condition, Deadline deadline) {
    await();
    return true;
  }

  @Override
  public boolean remove(String key, Deadline deadline) {
    await();
    return true;
  }

  @Override
  public boolean touch(String key, long ttlMillis, long expires, Deadline deadline) {
    await();
    return true;
  }

  @Override
  public void renewGeneration(Deadline deadline) {
    await();
  }

  @Override
  public boolean lease(String key, long token, long millis, Deadline deadline) {
    return true;
  }

  @Override
  public void release(String key, long token, Deadline deadline) {}

  @Override
  public List<NodeHealth> health() {
    return List.of();
  }

  @Override
  public void close() {}
}

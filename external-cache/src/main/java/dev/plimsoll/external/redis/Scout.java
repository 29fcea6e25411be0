package dev.plimsoll.external.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Looks for nodes in the background, so that no caller waits for a discovery whose timeouts are not
 * its own. One daemon thread; many wishes to look become one look.
 */
final class Scout implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(Scout.class.getName());
  private static final long LEAST_PAUSE_MILLIS = 50;
  private static final long RETRY_MILLIS = 200;

  private final Runnable look;
  private final Semaphore wishes = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Starts; looks when somebody wishes it. */
  Scout(String name, Runnable look) {
    this.look = look;
    Thread thread = new Thread(this::run, "plimsoll-redis-scout-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  void wish() {
    if (wishes.availablePermits() == 0) {
      wishes.release();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    wish();
  }

  private void run() {
    try {
      while (!closed.await(LEAST_PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        wishes.acquire();
        wishes.drainPermits();
        if (!isClosed() && !tryLook() && !closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
          wish();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private boolean tryLook() {
    try {
      look.run();
      return true;
    } catch (RuntimeException e) {
      LOGGER.log(Level.DEBUG, "no node told the topology", e);
      return false;
    } catch (Error e) {
      // Whatever it was: without its scout a cache would never learn of a failover.
      LOGGER.log(Level.WARNING, "the search for the nodes failed; it goes on", e);
      return false;
    }
  }
}

package dev.plimsoll.external.internal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Closes sockets whose write stands still past its deadline; one daemon thread for each store. */
public final class WriteWatch implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(WriteWatch.class.getName());
  private static final long TICK_MILLIS = 5;

  private final Set<DeadlineSocket> sockets = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Starts to watch.
   *
   * @param name for the thread
   */
  public WriteWatch(String name) {
    Thread thread = new Thread(this::run, "plimsoll-write-watch-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Watches one more socket, until it is closed.
   *
   * @param socket the socket
   */
  public void add(DeadlineSocket socket) {
    sockets.add(socket);
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    try {
      while (!closed.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        sockets.removeIf(DeadlineSocket::isClosed);
        sockets.stream().filter(DeadlineSocket::isStalled).forEach(WriteWatch::cut);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void cut(DeadlineSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOGGER.log(Level.DEBUG, "closing a stalled socket failed", e);
    }
  }
}

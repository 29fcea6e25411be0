package dev.plimsoll.external.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Closes sockets whose call is past its deadline; one daemon thread for each store. */
public final class SocketWatch implements AutoCloseable {

  private static final long TICK_MILLIS = 4;

  private final Set<DeadlineSocket> sockets = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Starts to watch.
   *
   * @param name for the thread
   */
  public SocketWatch(String name) {
    Thread thread = new Thread(this::run, "plimsoll-socket-watch-" + name);
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
    if (closed.getCount() == 0) {
      socket.cut();
    }
  }

  /** Closes all sockets: nobody would end their calls from now on. */
  @Override
  public void close() {
    closed.countDown();
    sockets.forEach(DeadlineSocket::cut);
  }

  private void run() {
    try {
      while (!closed.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        look(System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(long now) {
    sockets.removeIf(DeadlineSocket::isClosed);
    sockets.forEach(socket -> socket.cutIfOver(now));
  }
}

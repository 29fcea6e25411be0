package dev.plimsoll.watch;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Calls one listener on a thread of its own, so that one that blocks or throws costs only itself.
 * Events that it is too slow for are dropped, and the number of them is logged when it catches up.
 */
final class ListenerThread implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(ListenerThread.class.getName());
  private static final int WAITING = 256;

  private final BlockingQueue<WatchEvent> waiting = new ArrayBlockingQueue<>(WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final Consumer<? super WatchEvent> listener;
  private final Thread thread;
  private long failures; // of this thread alone

  ListenerThread(String name, Consumer<? super WatchEvent> listener) {
    this.listener = listener;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  void tell(WatchEvent event) {
    if (!waiting.offer(event)) {
      dropped.incrementAndGet();
    }
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        call(waiting.take());
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
          LOGGER.log(
              System.Logger.Level.WARNING,
              "a listener was too slow for {0} events, which it has not heard",
              lost);
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void call(WatchEvent event) {
    try {
      listener.accept(event);
    } catch (RuntimeException | Error e) {
      // The first one says what is wrong; a listener that always throws must not fill the disk.
      System.Logger.Level level =
          failures++ == 0 ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG;
      LOGGER.log(level, "a listener failed at " + event, e);
    }
  }

  /** Ends the thread; it is interrupted, and what waits is not told any more. */
  @Override
  public void close() {
    thread.interrupt();
  }
}

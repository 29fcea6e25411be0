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
  private final StepLog failures = new StepLog("a listener failed and hears the next event");

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
    while (!Thread.currentThread().isInterrupted()) {
      try {
        WatchEvent event = waiting.take();
        try {
          listener.accept(event);
        } finally {
          tellLost();
        }
      } catch (InterruptedException closed) {
        return;
      } catch (RuntimeException | Error e) {
        failures.failed(e);
      }
    }
  }

  private void tellLost() {
    long lost = dropped.get();
    if (lost > 0) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "a listener was too slow for {0} events, which it has not heard",
          lost);
      dropped.addAndGet(-lost);
    }
  }

  /** Ends the thread; it is interrupted, and what waits is not told any more. */
  @Override
  public void close() {
    thread.interrupt();
  }
}

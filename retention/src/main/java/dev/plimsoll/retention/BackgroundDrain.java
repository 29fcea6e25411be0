package dev.plimsoll.retention;

import java.lang.ref.WeakReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Flushes now and then, as long as the batching listener is used, and once more after that. The
 * more there was the last time, the sooner it looks again.
 */
record BackgroundDrain(WeakReference<BatchedRetention> used, Delivery delivery)
    implements Runnable {

  private static final long IDLE_NANOS = 500_000;
  private static final long BUSY_NANOS = 50_000;
  private static final long BUSY_WORDS = 1 << 9;
  private static final long FLOODED_WORDS = 1 << 11;

  static void start(String threadName, BatchedRetention batched, Delivery delivery) {
    Thread thread =
        new Thread(new BackgroundDrain(new WeakReference<>(batched), delivery), threadName);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    while (!delivery.isClosed() && !used.refersTo(null)) {
      pauseAfter(delivery.flush());
    }
    delivery.flush();
  }

  private static void pauseAfter(long words) {
    if (words < FLOODED_WORDS) {
      LockSupport.parkNanos(words < BUSY_WORDS ? IDLE_NANOS : BUSY_NANOS);
    } else {
      Thread.onSpinWait();
    }
  }
}

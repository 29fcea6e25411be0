package dev.plimsoll.retention;

import java.lang.ref.WeakReference;
import java.util.concurrent.locks.LockSupport;

/** Flushes now and then, as long as the batching listener is used, and once more after that. */
record BackgroundDrain(WeakReference<BatchedRetention> used, Delivery delivery)
    implements Runnable {

  static void start(String threadName, BatchedRetention batched, Delivery delivery) {
    Thread thread =
        new Thread(new BackgroundDrain(new WeakReference<>(batched), delivery), threadName);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    DrainPace pace = new DrainPace();
    while (!delivery.isClosed() && !used.refersTo(null)) {
      long rest = pace.restAfter(delivery.flush());
      if (rest == 0) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(rest);
      }
    }
    delivery.flush();
  }
}

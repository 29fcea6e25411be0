package dev.plimsoll.queue;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;

/**
 * Runs on Java 21 and later, with one carrier thread: virtual threads that put, take and wait, far
 * more of them than there are carriers. One that pinned its carrier while it waits would stop all
 * others for good. Reached by reflection, because the code is Java 17.
 */
final class VirtualThreads {

  private static final int PRODUCERS = 500;
  private static final int CONSUMERS = 500;
  private static final int EACH = 100;

  private VirtualThreads() {}

  public static void main(String[] args) throws Exception {
    handOver(false);
    handOver(true);
    submit();
  }

  private static void handOver(boolean fair) throws Exception {
    GuardedQueue<Integer> queue =
        GuardedQueue.<Integer>named("virtual")
            .capacity(8)
            .fair(fair)
            .watermarks(Watermarks.ofFraction(0.8, 0.5))
            .alerts(alert -> {})
            .timeToLive(Duration.ofMinutes(5))
            .build();
    LongAdder sum = new LongAdder();
    List<Future<?>> all = new ArrayList<>();
    ExecutorService threads = threads();
    for (int i = 0; i < CONSUMERS; i++) {
      all.add(threads.submit(take(queue, sum)));
    }
    for (int i = 0; i < PRODUCERS; i++) {
      all.add(threads.submit(put(queue)));
    }
    for (Future<?> one : all) {
      one.get();
    }
    QueueSnapshot end = queue.snapshot();
    System.out.println(
        (fair ? "fair" : "unfair")
            + " handed over "
            + end.taken()
            + ", sum "
            + sum.sum()
            + ", left "
            + end.queued());
    queue.close();
  }

  private static Callable<Void> put(GuardedQueue<Integer> queue) {
    return () -> {
      for (int i = 1; i <= EACH; i++) {
        queue.put(i);
      }
      return null;
    };
  }

  private static Callable<Void> take(GuardedQueue<Integer> queue, LongAdder sum) {
    return () -> {
      for (int i = 1; i <= EACH; i++) {
        sum.add(queue.take());
      }
      return null;
    };
  }

  /** An executor whose own threads are virtual. */
  private static void submit() throws Exception {
    ThreadFactory virtual = factory();
    try (GuardedExecutor executor =
        GuardedExecutor.named("virtual")
            .threads(100)
            .capacity(1000)
            .threadFactory(virtual)
            .build()) {
      List<Future<Boolean>> futures = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        futures.add(executor.submit(VirtualThreads::isVirtual));
      }
      int ran = 0;
      for (Future<Boolean> future : futures) {
        ran += future.get() ? 1 : 0;
      }
      System.out.println("ran " + ran + " on virtual threads");
    }
  }

  private static boolean isVirtual() throws ReflectiveOperationException {
    return (boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
  }

  private static ExecutorService threads() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  private static ThreadFactory factory()
      throws NoSuchMethodException,
          IllegalAccessException,
          InvocationTargetException,
          ClassNotFoundException {
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    return (ThreadFactory)
        Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
  }
}

package dev.plimsoll.benchmarks.queue;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.ThreadPoolBulkhead;
import io.github.resilience4j.bulkhead.ThreadPoolBulkheadConfig;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** Being refused by something full, on two threads, with the refusals counted where they can be. */
@State(Scope.Benchmark)
@Threads(2)
@SuppressWarnings("FutureReturnValueIgnored") // what is refused has no future
public class RejectionBenchmark {

  private static final int CAPACITY = 64;

  /** Who refuses. */
  @Param({
    "GUARDED",
    "ARRAY_BLOCKING",
    "LINKED_BLOCKING",
    "MPMC_ARRAY",
    "THREAD_POOL_ABORT",
    "THREAD_POOL_BULKHEAD"
  })
  public String peer = "";

  private final CountDownLatch end = new CountDownLatch(1);
  private BooleanSupplier offer = () -> true;
  private Runnable close = () -> {};

  /** Fills it. */
  @Setup
  public void fill() {
    switch (peer) {
      case "THREAD_POOL_ABORT" -> fillPool();
      case "THREAD_POOL_BULKHEAD" -> fillBulkhead();
      default -> fillQueue(Peer.valueOf(peer).create(CAPACITY));
    }
  }

  @TearDown
  public void empty() {
    end.countDown();
    close.run();
  }

  @Benchmark
  public boolean refused() {
    return offer.getAsBoolean();
  }

  private void fillQueue(Queue<Integer> queue) {
    while (queue.offer(1)) {}
    offer = () -> queue.offer(1);
  }

  private void fillPool() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(CAPACITY));
    for (int i = 0; i <= CAPACITY; i++) {
      pool.execute(this::hold);
    }
    offer = () -> accepts(() -> pool.execute(this::hold));
    close = pool::shutdownNow;
  }

  private void fillBulkhead() {
    ThreadPoolBulkhead bulkhead =
        ThreadPoolBulkhead.of(
            "benchmark",
            ThreadPoolBulkheadConfig.custom()
                .coreThreadPoolSize(1)
                .maxThreadPoolSize(1)
                .queueCapacity(CAPACITY)
                .build());
    for (int i = 0; i <= CAPACITY; i++) {
      bulkhead.submit(this::hold);
    }
    offer = () -> accepts(() -> bulkhead.submit(this::hold));
    close =
        () -> {
          try {
            bulkhead.close();
          } catch (Exception e) {
            throw new IllegalStateException("the bulkhead did not close", e);
          }
        };
  }

  private static boolean accepts(Runnable submission) {
    try {
      submission.run();
      return true;
    } catch (RejectedExecutionException | BulkheadFullException refused) {
      return false;
    }
  }

  private void hold() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

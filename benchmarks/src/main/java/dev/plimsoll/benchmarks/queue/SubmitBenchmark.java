package dev.plimsoll.benchmarks.queue;

import dev.plimsoll.queue.GuardedExecutor;
import dev.plimsoll.queue.Watermarks;
import io.github.resilience4j.bulkhead.ThreadPoolBulkhead;
import io.github.resilience4j.bulkhead.ThreadPoolBulkheadConfig;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From submit to run: an operation is one task, submitted by one thread and run by another. */
@State(Scope.Benchmark)
@SuppressWarnings("FutureReturnValueIgnored") // the last task of a batch tells that all have run
public class SubmitBenchmark {

  private static final int BATCH = 10_000;
  private static final int CAPACITY = 16_384;

  /** Which executor. */
  @Param({"GUARDED", "THREAD_POOL", "THREAD_POOL_BULKHEAD"})
  public String peer = "";

  private final Semaphore ran = new Semaphore(0);
  private Submitter submitter = new BulkheadSubmitter();

  private interface Submitter {
    void submit(Runnable task);

    void close() throws Exception;
  }

  /** Starts one thread. */
  @Setup
  public void start() throws Exception {
    submitter.close();
    submitter =
        switch (peer) {
          case "GUARDED" -> new GuardedSubmitter();
          case "THREAD_POOL" -> new PoolSubmitter();
          default -> new BulkheadSubmitter();
        };
  }

  @TearDown
  public void stop() throws Exception {
    submitter.close();
  }

  /** Submits a batch and waits until its last task has run. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void submitAndRun() throws InterruptedException {
    Submitter to = submitter;
    for (int i = 1; i < BATCH; i++) {
      to.submit(() -> {});
    }
    to.submit(ran::release);
    ran.acquire();
  }

  private static final class GuardedSubmitter implements Submitter {
    private final GuardedExecutor executor =
        GuardedExecutor.named("benchmark")
            .threads(1)
            .capacity(CAPACITY)
            .handlerTimeout(Duration.ofSeconds(10))
            .timeToLive(Duration.ofSeconds(10))
            .queue(queue -> queue.watermarks(Watermarks.ofFraction(0.8, 0.5)))
            .build();

    @Override
    public void submit(Runnable task) {
      executor.submit(task);
    }

    @Override
    public void close() {
      executor.close();
    }
  }

  private static final class PoolSubmitter implements Submitter {
    private final ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(CAPACITY));

    @Override
    public void submit(Runnable task) {
      pool.submit(task);
    }

    @Override
    public void close() {
      pool.shutdown();
    }
  }

  private static final class BulkheadSubmitter implements Submitter {
    private final ThreadPoolBulkhead bulkhead =
        ThreadPoolBulkhead.of(
            "benchmark",
            ThreadPoolBulkheadConfig.custom()
                .coreThreadPoolSize(1)
                .maxThreadPoolSize(1)
                .queueCapacity(CAPACITY)
                .build());

    @Override
    public void submit(Runnable task) {
      bulkhead.submit(task);
    }

    @Override
    public void close() throws Exception {
      bulkhead.close();
    }
  }
}

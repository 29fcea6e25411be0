package dev.plimsoll.queue.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.ThreadPoolBulkhead;
import io.github.resilience4j.bulkhead.ThreadPoolBulkheadConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Resilience4j 2.4.0 has the faults against which {@code KnownDefectsTest} holds our executor. When
 * one of these tests fails after an upgrade, it has been mended there, and the README can say so.
 */
@SuppressWarnings("FutureReturnValueIgnored") // most tests look at one future of several
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class Resilience4jFaultsTest {

  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch busy = new CountDownLatch(1);
  private ThreadPoolBulkhead pool = pool(4);

  private static ThreadPoolBulkheadConfig.Builder config(int capacity) {
    return ThreadPoolBulkheadConfig.custom()
        .coreThreadPoolSize(1)
        .maxThreadPoolSize(1)
        .queueCapacity(capacity);
  }

  private static ThreadPoolBulkhead pool(int capacity) {
    return ThreadPoolBulkhead.of("calls", config(capacity).build());
  }

  private CompletableFuture<Void> occupy() throws InterruptedException {
    CompletionStage<Void> stage =
        pool.submit(
            () -> {
              busy.countDown();
              awaitGate();
            });
    busy.await();
    return stage.toCompletableFuture();
  }

  private void awaitGate() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Has the pool run everything that it was given. */
  private void finish() throws Exception {
    gate.countDown();
    pool.close();
  }

  @AfterEach
  void stop() throws Exception {
    finish();
  }

  @Test
  void a_listener_that_throws_leaks_a_permit() {
    Bulkhead bulkhead = Bulkhead.of("calls", BulkheadConfig.custom().maxConcurrentCalls(2).build());
    bulkhead
        .getEventPublisher()
        .onCallPermitted(
            event -> {
              throw new IllegalStateException("on purpose");
            });
    assertThatCode(() -> bulkhead.executeRunnable(() -> {}))
        .isInstanceOf(IllegalStateException.class);
    assertThat(bulkhead.getMetrics().getAvailableConcurrentCalls()).isEqualTo(1);
  }

  @Test
  void a_listener_that_blocks_holds_up_whoever_acquires() throws Exception {
    Bulkhead bulkhead = Bulkhead.ofDefaults("calls");
    bulkhead
        .getEventPublisher()
        .onCallPermitted(
            event -> {
              busy.countDown();
              awaitGate();
            });
    AtomicBoolean acquired = new AtomicBoolean();
    Thread acquirer = new Thread(() -> acquired.set(bulkhead.tryAcquirePermission()));
    acquirer.start();
    busy.await();
    assertThat(acquired).isFalse();
    gate.countDown();
    acquirer.join();
    assertThat(acquired).isTrue();
  }

  @Test
  void a_task_dropped_for_a_newer_one_leaves_its_future_unfinished() throws Exception {
    pool.close();
    pool =
        ThreadPoolBulkhead.of(
            "calls",
            config(1)
                .rejectedExecutionHandler(new ThreadPoolExecutor.DiscardOldestPolicy())
                .build());
    occupy();
    CompletableFuture<Void> dropped = pool.submit(() -> {}).toCompletableFuture();
    CompletableFuture<Void> newer = pool.submit(() -> {}).toCompletableFuture();
    finish();
    assertThat(newer).isDone();
    assertThat(dropped).isNotDone();
  }

  @Test
  void a_finish_listener_that_throws_hangs_the_future() throws Exception {
    pool.getEventPublisher()
        .onCallFinished(
            event -> {
              throw new IllegalStateException("on purpose");
            });
    CompletableFuture<String> future = pool.submit(() -> "done").toCompletableFuture();
    finish();
    assertThat(future).isNotDone();
  }

  @Test
  void a_run_that_timed_out_goes_on() throws Exception {
    ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(1);
    TimeLimiter limiter = TimeLimiter.of(Duration.ofMillis(1));
    CompletableFuture<Void> overdue =
        limiter
            .executeCompletionStage(
                timers,
                () ->
                    pool.submit(
                        () -> {
                          try {
                            gate.await();
                          } catch (InterruptedException e) {
                            interrupted.set(true);
                          }
                          ended.countDown();
                        }))
            .toCompletableFuture();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(overdue::get)
        .withCauseInstanceOf(TimeoutException.class);
    assertThat(ended.getCount()).isEqualTo(1);
    gate.countDown();
    ended.await();
    assertThat(interrupted).isFalse();
    timers.shutdownNow();
  }

  @Test
  void a_task_that_timed_out_while_it_waited_is_run_all_the_same() throws Exception {
    ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
    AtomicBoolean ran = new AtomicBoolean();
    occupy();
    CompletableFuture<Void> late =
        TimeLimiter.of(Duration.ofMillis(1))
            .executeCompletionStage(timers, () -> pool.submit(() -> ran.set(true)))
            .toCompletableFuture();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(late::get)
        .withCauseInstanceOf(TimeoutException.class);
    assertThat(ran).isFalse();
    finish();
    assertThat(ran).isTrue();
    timers.shutdownNow();
  }

  @Test
  void ten_thousand_failing_calls_leave_ten_thousand_timers_behind() {
    ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
    timers.setRemoveOnCancelPolicy(true);
    TimeLimiter limiter =
        TimeLimiter.of(TimeLimiterConfig.custom().timeoutDuration(Duration.ofHours(1)).build());
    for (int i = 0; i < 10_000; i++) {
      CompletableFuture<Void> failing =
          limiter
              .<Void, CompletionStage<Void>>executeCompletionStage(
                  timers,
                  () -> CompletableFuture.failedFuture(new IllegalStateException("on purpose")))
              .toCompletableFuture();
      assertThatCode(failing::get).isInstanceOf(ExecutionException.class);
    }
    assertThat(timers.getQueue()).hasSize(10_000);
    timers.shutdownNow();
  }

  @Test
  void a_cancelled_task_stays_in_the_queue() throws Exception {
    occupy();
    for (int i = 0; i < 4; i++) {
      pool.submit(() -> {}).toCompletableFuture().cancel(true);
    }
    assertThat(pool.getMetrics().getQueueDepth()).isEqualTo(4);
  }

  /** It waits five seconds for the tasks that wait, and then leaves them unfinished. */
  @Test
  void closing_leaves_the_futures_of_those_that_wait_unfinished() throws Exception {
    CountDownLatch deaf = new CountDownLatch(1);
    pool.submit(
        () -> {
          busy.countDown();
          while (deaf.getCount() > 0) {
            Thread.onSpinWait();
          }
        });
    busy.await();
    CompletableFuture<Void> waiting = pool.submit(() -> {}).toCompletableFuture();
    // An interrupt ends its wait at once.
    Thread.currentThread().interrupt();
    pool.close();
    assertThat(Thread.interrupted()).isTrue();
    deaf.countDown();
    assertThat(waiting).isNotDone();
  }
}

package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings("FutureReturnValueIgnored") // most tests look at one future of several
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GuardedPoolTest {

  private final FakeTime time = new FakeTime();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch busy = new CountDownLatch(1);
  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(2));
  private final GuardedPool guarded =
      GuardedPool.around("mail", pool)
          .timeToLive(Duration.ofSeconds(5))
          .handlerTimeout(Duration.ofSeconds(1))
          .ticker(time)
          .scheduler(time)
          .build();

  @AfterEach
  void stop() {
    gate.countDown();
    guarded.shutdownNow();
  }

  private Future<?> occupy(boolean deaf) throws InterruptedException {
    Future<?> future =
        guarded.submit(
            () -> {
              busy.countDown();
              boolean waiting = true;
              while (waiting) {
                try {
                  gate.await();
                  waiting = false;
                } catch (InterruptedException e) {
                  waiting = deaf;
                }
              }
            });
    busy.await();
    return future;
  }

  @Test
  void interrupts_an_overdue_run_and_fails_its_future() throws Exception {
    Future<?> overdue = occupy(false);
    time.advance(Duration.ofMillis(1_200));
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(overdue::get)
        .withCauseInstanceOf(TimeoutException.class);
    assertThat(guarded.submit(() -> "next").get()).isEqualTo("next");
    assertThat(guarded.timedOut()).isEqualTo(1);
  }

  @Test
  void adds_a_thread_for_a_deaf_one_and_takes_it_back() throws Exception {
    occupy(true);
    time.advance(Duration.ofSeconds(3));
    assertThat(guarded.submit(() -> "served").get()).isEqualTo("served");
    assertThat(pool.getMaximumPoolSize()).isEqualTo(2);
    gate.countDown();
    while (pool.getMaximumPoolSize() != 1) {
      Thread.onSpinWait();
    }
    assertThat(guarded.replaced()).isEqualTo(1);
  }

  @Test
  void what_waited_too_long_leaves_the_pools_queue_and_fails() throws Exception {
    occupy(true);
    FakeTime later = new FakeTime();
    GuardedPool patient =
        GuardedPool.around("mail", pool)
            .timeToLive(Duration.ofSeconds(5))
            .ticker(later)
            .scheduler(later)
            .build();
    Future<?> late = patient.submit(() -> {});
    later.advance(Duration.ofSeconds(6));
    assertThat(pool.getQueue()).isEmpty();
    assertThat(patient.expired()).isEqualTo(1);
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(late::get)
        .withCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void a_cancelled_task_leaves_the_pools_queue() throws Exception {
    occupy(false);
    guarded.submit(() -> {}).cancel(false);
    assertThat(pool.getQueue()).isEmpty();
  }

  @Test
  void refuses_with_a_typed_exception() throws Exception {
    occupy(false);
    guarded.submit(() -> {});
    guarded.submit(() -> {});
    assertThatExceptionOfType(TaskRejectedException.class)
        .isThrownBy(() -> guarded.submit(() -> {}))
        .withMessage("queue mail is full: depth 2 of 2");
  }

  @Test
  void shutting_down_now_cancels_the_futures_of_what_waits() throws Exception {
    occupy(false);
    Future<?> waiting = guarded.submit(() -> {});
    assertThat(guarded.shutdownNow()).containsExactly((Runnable) waiting);
    assertThat(waiting.isCancelled()).isTrue();
  }

  @Test
  void a_pool_that_discards_in_silence_is_refused() {
    pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardOldestPolicy());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GuardedPool.around("mail", pool))
        .withMessageContaining("DiscardOldestPolicy of pool mail");
  }
}

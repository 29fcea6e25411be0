package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings("FutureReturnValueIgnored") // most tests look at one future of several
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GuardedExecutorTest {

  private final FakeTime time = new FakeTime();
  private final CountDownLatch gate = new CountDownLatch(1);
  private GuardedExecutor executor = builder().build();

  private GuardedExecutorBuilder builder() {
    return GuardedExecutor.named("mail")
        .threads(1)
        .capacity(2)
        .ticker(time)
        .scheduler(time)
        .queue(queue -> queue.listenerExecutor(Runnable::run));
  }

  private GuardedExecutor use(GuardedExecutorBuilder builder) {
    executor.shutdownNow();
    executor = builder.build();
    return executor;
  }

  @AfterEach
  void open_the_gate_and_stop() {
    gate.countDown();
    executor.shutdownNow();
  }

  /** Keeps the one thread busy until the gate opens; deaf to interrupts. */
  private Future<?> occupy() {
    CountDownLatch busy = new CountDownLatch(1);
    Future<?> future =
        executor.submit(
            () -> {
              busy.countDown();
              awaitUninterruptibly(gate);
            });
    awaitUninterruptibly(busy);
    return future;
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException deaf) {
        // This is what a deaf task does.
      }
    }
  }

  private static void awaitThat(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private static Throwable failureOf(Future<?> future) {
    return catchThrowableOfType(ExecutionException.class, future::get).getCause();
  }

  @Test
  void runs_what_is_submitted() throws Exception {
    assertThat(executor.submit(() -> "done").get()).isEqualTo("done");
    assertThat(executor.invokeAll(List.of(() -> 1, () -> 2)))
        .extracting(Future::get)
        .containsExactly(1, 2);
  }

  @Test
  void refuses_with_name_depth_capacity_and_reason_without_a_stack_trace() {
    occupy();
    executor.submit(() -> {});
    executor.submit(() -> {});
    assertThatExceptionOfType(TaskRejectedException.class)
        .isThrownBy(() -> executor.submit(() -> {}))
        .withMessage("queue mail is full: depth 2 of 2")
        .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
  }

  @Test
  void the_future_of_a_dropped_task_fails() {
    use(builder().rejection(RejectionPolicy.dropOldest()));
    occupy();
    Future<?> oldest = executor.submit(() -> {});
    executor.submit(() -> {});
    executor.submit(() -> {});
    assertThat(failureOf(oldest))
        .isInstanceOfSatisfying(
            TaskRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(RejectionReason.DROPPED));
  }

  @Test
  void a_task_that_waited_too_long_is_never_run_and_its_future_fails() {
    use(builder().timeToLive(Duration.ofSeconds(5)));
    AtomicBoolean ran = new AtomicBoolean();
    occupy();
    Future<?> late = executor.submit(() -> ran.set(true));
    time.advance(Duration.ofSeconds(6));
    assertThat(failureOf(late)).isInstanceOf(TimeoutException.class);
    gate.countDown();
    executor.close();
    assertThat(ran).isFalse();
  }

  @Test
  void an_overdue_run_is_interrupted_and_its_thread_serves_the_next() throws Exception {
    use(builder().handlerTimeout(Duration.ofSeconds(1)));
    CountDownLatch busy = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Future<?> overdue =
        executor.submit(
            () -> {
              busy.countDown();
              try {
                gate.await();
              } catch (InterruptedException e) {
                interrupted.set(true);
              }
            });
    busy.await();
    // Short of twice the limit: at that the run, whose thread may not have woken yet, were deaf.
    time.advance(Duration.ofMillis(1_200));
    assertThat(failureOf(overdue)).isInstanceOf(TimeoutException.class);
    assertThat(executor.submit(() -> Thread.currentThread().isInterrupted()).get()).isFalse();
    assertThat(interrupted).isTrue();
    assertThat(executor.snapshot().timedOut()).isEqualTo(1);
    assertThat(executor.snapshot().threads()).isEqualTo(1);
  }

  @Test
  void a_deaf_thread_is_counted_and_replaced_up_to_the_bound() throws Exception {
    use(builder().handlerTimeout(Duration.ofSeconds(1)).maxReplacements(1));
    occupy();
    time.advance(Duration.ofSeconds(3));
    assertThat(executor.submit(() -> "served").get()).isEqualTo("served");
    assertThat(executor.snapshot().deaf()).isEqualTo(1);
    assertThat(executor.snapshot().replaced()).isEqualTo(1);
    occupy();
    time.advance(Duration.ofSeconds(3));
    assertThat(executor.snapshot().deaf()).isEqualTo(2);
    assertThat(executor.snapshot().replaced()).isEqualTo(1);
    gate.countDown();
    awaitThat(() -> executor.snapshot().deaf() == 0 && executor.snapshot().threads() == 1);
  }

  @Test
  void a_cancelled_task_leaves_the_queue() {
    occupy();
    Future<?> cancelled = executor.submit(() -> {});
    cancelled.cancel(false);
    assertThat(executor.snapshot().queue().queued()).isZero();
    assertThat(executor.snapshot().queue().removed()).isEqualTo(1);
  }

  @Test
  void the_caller_runs_what_is_refused_when_told_to() {
    use(builder().callerRuns());
    occupy();
    executor.submit(() -> {});
    executor.submit(() -> {});
    AtomicReference<Thread> ranOn = new AtomicReference<>();
    executor.execute(() -> ranOn.set(Thread.currentThread()));
    assertThat(ranOn).hasValue(Thread.currentThread());
    assertThat(executor.snapshot().callerRan()).isEqualTo(1);
  }

  @Test
  void close_runs_what_waits_and_tells_of_it() {
    occupy();
    Future<?> waiting = executor.submit(() -> {});
    gate.countDown();
    DrainReport<Runnable> report = executor.close(Duration.ofSeconds(30));
    assertThat(report.drained()).isTrue();
    assertThat(report.taken()).isEqualTo(2);
    assertThat(waiting).isDone();
    assertThat(executor.isTerminated()).isTrue();
  }

  @Test
  void close_in_no_time_fails_the_futures_of_those_that_wait() {
    occupy();
    Future<?> waiting = executor.submit(() -> {});
    DrainReport<Runnable> report = executor.close(Duration.ZERO);
    assertThat(report.left()).hasSize(1);
    assertThat(failureOf(waiting))
        .isInstanceOfSatisfying(
            TaskRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(RejectionReason.CLOSED));
  }

  @Test
  void shutdown_now_interrupts_and_hands_back_and_cancels() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    executor.submit(
        () -> {
          busy.countDown();
          gate.await();
          return null;
        });
    busy.await();
    Future<?> waiting = executor.submit(() -> {});
    List<Runnable> left = executor.shutdownNow();
    assertThat(left).containsExactly((Runnable) waiting);
    assertThat(waiting.isCancelled()).isTrue();
    assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(executor.shutdownNow()).isEmpty();
  }

  @Test
  void refuses_after_shutdown() {
    executor.shutdown();
    assertThatExceptionOfType(TaskRejectedException.class)
        .isThrownBy(() -> executor.execute(() -> {}))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(RejectionReason.CLOSED));
    assertThat(executor.isTerminated()).isTrue();
  }

  @Test
  void a_failing_task_costs_no_thread() throws Exception {
    executor.execute(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    assertThat(executor.submit(() -> 1).get()).isEqualTo(1);
    assertThat(executor.snapshot().threads()).isEqualTo(1);
  }

  @Test
  void names_what_is_wrong_with_an_option() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().threads(0))
        .withMessage("threads must be positive: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().handlerTimeout(Duration.ofSeconds(-1)))
        .withMessage("handlerTimeout must be positive: PT-1S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().maxReplacements(-2))
        .withMessageContaining("-2");
  }
}

package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Resilience4j 2.4.0 gets wrong around its bulkheads and timeouts, each held against ours. */
@SuppressWarnings("FutureReturnValueIgnored") // most tests look at one future of several
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KnownDefectsTest {

  private final FakeTime time = new FakeTime();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch busy = new CountDownLatch(1);
  private final GuardedExecutor executor =
      GuardedExecutor.named("calls")
          .threads(1)
          .capacity(4)
          .handlerTimeout(Duration.ofSeconds(1))
          .timeToLive(Duration.ofSeconds(10))
          .rejection(RejectionPolicy.dropOldest())
          .ticker(time)
          .scheduler(time)
          .build();

  private Future<?> occupy() throws InterruptedException {
    Future<?> future =
        executor.submit(
            () -> {
              busy.countDown();
              gate.await();
              return null;
            });
    busy.await();
    return future;
  }

  private void awaitGate() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    gate.countDown();
    executor.shutdownNow();
  }

  @Test
  void a_listener_that_throws_takes_no_place_in_the_queue_with_it() {
    GuardedQueue<Integer> queue =
        GuardedQueue.<Integer>named("calls")
            .capacity(2)
            .watermarks(Watermarks.ofCount(1, 0))
            .alerts(alert -> {})
            .scheduler(time)
            .listenerExecutor(Runnable::run)
            .build();
    queue.onAlarm(
        alarm -> {
          throw new IllegalStateException("on purpose");
        });
    for (int i = 0; i < 100; i++) {
      assertThat(queue.offer(i)).isTrue();
      assertThat(queue.poll()).isEqualTo(i);
    }
    assertThat(queue.remainingCapacity()).isEqualTo(2);
    assertThat(queue.snapshot().lostNews()).isEqualTo(200);
  }

  @Test
  void a_listener_that_blocks_holds_up_neither_producers_nor_other_listeners() throws Exception {
    GuardedQueue<Integer> queue = GuardedQueue.<Integer>named("calls").capacity(1).build();
    CountDownLatch heard = new CountDownLatch(1);
    queue.onDeadLetter((element, reason) -> awaitGate());
    queue.onDeadLetter((element, reason) -> heard.countDown());
    queue.offer(0);
    for (int i = 0; i < 5_000; i++) {
      assertThat(queue.offer(i)).isFalse();
    }
    heard.await();
    assertThat(queue.snapshot().lostNews()).isGreaterThanOrEqualTo(5_000 - 1024 - 1);
  }

  @Test
  void a_task_dropped_for_a_newer_one_completes_its_future() throws Exception {
    occupy();
    List<Future<?>> futures = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      futures.add(executor.submit(() -> {}));
    }
    assertThat(futures.subList(0, 6)).allMatch(Future::isDone);
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> futures.get(0).get())
        .withCauseInstanceOf(TaskRejectedException.class);
  }

  @Test
  void closing_completes_every_future() throws Exception {
    occupy();
    Future<?> waiting = executor.submit(() -> {});
    executor.close(Duration.ZERO);
    assertThat(waiting).isDone();
  }

  @Test
  void a_dead_letter_listener_that_throws_leaves_no_future_unfinished() throws Exception {
    executor.onDeadLetter(
        (task, reason) -> {
          throw new IllegalStateException("on purpose");
        });
    occupy();
    Future<?> oldest = executor.submit(() -> {});
    for (int i = 0; i < 4; i++) {
      executor.submit(() -> {});
    }
    assertThat(oldest).isDone();
  }

  @Test
  void a_run_that_timed_out_does_not_go_on() throws Exception {
    Future<?> overdue = occupy();
    time.advance(Duration.ofMillis(1_200));
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(overdue::get)
        .withCauseInstanceOf(TimeoutException.class);
    // The one thread is free again, though the gate was never opened.
    assertThat(executor.submit(() -> "next").get()).isEqualTo("next");
  }

  @Test
  void a_task_that_timed_out_while_it_waited_is_never_run() throws Exception {
    AtomicBoolean ran = new AtomicBoolean();
    GuardedExecutor patient =
        GuardedExecutor.named("calls")
            .threads(1)
            .timeToLive(Duration.ofSeconds(10))
            .ticker(time)
            .scheduler(time)
            .build();
    patient.submit(
        () -> {
          busy.countDown();
          gate.await();
          return null;
        });
    busy.await();
    Future<?> late = patient.submit(() -> ran.set(true));
    time.advance(Duration.ofSeconds(11));
    gate.countDown();
    patient.close();
    assertThat(late).isDone();
    assertThat(ran).isFalse();
  }

  @Test
  void ten_thousand_failing_calls_leave_no_timer_behind() {
    int before = time.scheduled();
    for (int i = 0; i < 10_000; i++) {
      Future<?> failing =
          executor.submit(
              () -> {
                throw new IllegalStateException("on purpose");
              });
      assertThatCode(failing::get).isInstanceOf(ExecutionException.class);
    }
    assertThat(time.scheduled()).isEqualTo(before).isLessThanOrEqualTo(2);
  }

  @Test
  void a_cancelled_task_does_not_stay_in_the_queue() throws Exception {
    occupy();
    for (int i = 0; i < 4; i++) {
      executor.submit(() -> {}).cancel(true);
    }
    assertThat(executor.snapshot().queue().queued()).isZero();
  }
}

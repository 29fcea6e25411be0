package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionListener;
import dev.plimsoll.retention.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Listeners that call the queue back, from their own thread and from the caller's. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReentrantListenerTest {

  private final CountDownLatch done = new CountDownLatch(1);

  /** Its own thread and the caller's; new for each test, since JUnit closes them after it. */
  static Stream<Executor> executors() {
    return Stream.of(DaemonThreads.forListeners("test"), Runnable::run);
  }

  private static GuardedQueue<Integer> queue(Executor executor) {
    return GuardedQueue.<Integer>named("orders")
        .capacity(4)
        .watermarks(Watermarks.ofCount(4, 1))
        .scheduler(new FakeTime())
        .listenerExecutor(executor)
        .build();
  }

  @ParameterizedTest
  @MethodSource("executors")
  void one_that_polls_drains_the_queue_that_alarmed_it(Executor executor) throws Exception {
    GuardedQueue<Integer> queue = queue(executor);
    List<Integer> taken = new ArrayList<>();
    queue.onAlarm(
        alarm -> {
          if (alarm.cleared()) {
            done.countDown();
          } else {
            queue.drainTo(taken);
          }
        });
    for (int i = 0; i < 4; i++) {
      queue.offer(i);
    }
    done.await();
    assertThat(taken).containsExactly(0, 1, 2, 3);
    assertThat(queue).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("executors")
  void one_that_offers_again_what_was_refused_is_told_again_and_no_stack_overflows(
      Executor executor) throws Exception {
    GuardedQueue<Integer> queue = queue(executor);
    AtomicInteger told = new AtomicInteger();
    queue.onDeadLetter(
        (element, reason) -> {
          if (told.incrementAndGet() == 10_000) {
            done.countDown();
          } else {
            queue.offer(element);
          }
        });
    for (int i = 0; i <= 4; i++) {
      queue.offer(i);
    }
    done.await();
    assertThat(queue.snapshot().rejected()).isEqualTo(10_000);
    assertThat(queue.snapshot().offered()).isEqualTo(10_004);
  }

  @ParameterizedTest
  @MethodSource("executors")
  void one_that_closes_the_queue_ends_it(Executor executor) throws Exception {
    GuardedQueue<Integer> queue = queue(executor);
    AtomicReference<DrainReport<Integer>> report = new AtomicReference<>();
    queue.onAlarm(
        alarm -> {
          if (!alarm.cleared()) {
            report.set(queue.close(Duration.ZERO));
            done.countDown();
          }
        });
    for (int i = 0; i < 4; i++) {
      queue.offer(i);
    }
    done.await();
    assertThat(report.get().left()).containsExactly(0, 1, 2, 3);
    assertThat(queue.offer(5)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("executors")
  void one_that_unsubscribes_itself_hears_nothing_more(Executor executor) throws Exception {
    GuardedQueue<Integer> queue = queue(executor);
    AtomicInteger told = new AtomicInteger();
    AtomicReference<Subscription> own = new AtomicReference<>();
    CountDownLatch subscribed = new CountDownLatch(1);
    own.set(
        queue.onDeadLetter(
            (element, reason) -> {
              own.get().close();
              told.incrementAndGet();
              done.countDown();
            }));
    subscribed.countDown();
    for (int i = 0; i < 100; i++) {
      queue.offer(i);
      if (i == 4) {
        done.await();
      }
    }
    assertThat(told).hasValue(1);
  }

  @ParameterizedTest
  @MethodSource("executors")
  void one_that_subscribes_another_lets_it_hear_what_follows(Executor executor) throws Exception {
    GuardedQueue<Integer> queue = queue(executor);
    AtomicInteger others = new AtomicInteger();
    queue.onDeadLetter(
        (element, reason) -> {
          if (others.getAndIncrement() == 0) {
            queue.onDeadLetter((second, why) -> done.countDown());
            queue.offer(element);
          }
        });
    for (int i = 0; i <= 4; i++) {
      queue.offer(i);
    }
    done.await();
    assertThat(queue.snapshot().rejected()).isEqualTo(2);
  }

  /** Were it told under a lock, it would get an exception or wait for itself. */
  @Test
  void a_retention_listener_may_look_at_the_queue_it_hears_of() {
    List<String> heard = new ArrayList<>();
    AtomicReference<GuardedQueue<Integer>> queue = new AtomicReference<>();
    RetentionListener curious =
        new RetentionListener() {
          @Override
          public void retained(Owner owner, long id, long bytes) {
            heard.add("+" + id + " of " + queue.get().size());
          }

          @Override
          public void released(Owner owner, long id, long bytes, ReleaseCause cause) {
            heard.add("-" + id + " " + cause + " of " + queue.get().size());
          }
        };
    FakeTime time = new FakeTime();
    queue.set(
        GuardedQueue.<Integer>named("orders")
            .capacity(2)
            .retention(curious)
            .rejection(RejectionPolicy.dropOldest())
            .timeToLive(Duration.ofSeconds(1))
            .ticker(time)
            .scheduler(time)
            .build());
    queue.get().offer(1);
    queue.get().poll();
    queue.get().addAll(List.of(2, 3, 4));
    queue.get().remove((Object) 4);
    time.advance(Duration.ofSeconds(2));
    queue.get().offer(5);
    queue.get().close();
    assertThat(heard)
        .containsExactly(
            "+1 of 0",
            "-1 DRAINED of 0",
            "+2 of 0",
            "+3 of 1",
            "+4 of 2",
            "-2 EVICTED of 2",
            "-4 REMOVED of 1",
            "-3 EXPIRED of 0",
            "+5 of 0",
            "-5 CLEARED of 0");
  }

  @Test
  void an_equals_that_calls_the_queue_gets_an_exception_and_no_deadlock() {
    GuardedQueue<Object> queue = GuardedQueue.named("orders").capacity(2).build();
    queue.offer("a");
    Object prying =
        new Object() {
          @Override
          @SuppressWarnings("ReturnValueIgnored")
          public boolean equals(Object other) {
            return queue.size() > 0;
          }

          @Override
          public int hashCode() {
            return 0;
          }
        };
    assertThatIllegalStateException()
        .isThrownBy(() -> queue.remove(prying))
        .withMessageContaining("queue orders was called from within one of its own changes");
    assertThat(queue.poll()).isEqualTo("a");
  }
}

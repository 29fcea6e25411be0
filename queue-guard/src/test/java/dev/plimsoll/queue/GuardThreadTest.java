package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who looks after a queue: nobody unasked, one daemon thread, or the scheduler that was given. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GuardThreadTest {

  private static List<Thread> guardsOf(String queue) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("plimsoll-guard-" + queue))
        .toList();
  }

  private static GuardedQueue<Integer> filled(GuardedQueueBuilder<Integer> builder) {
    GuardedQueue<Integer> queue = builder.capacity(10_000).build();
    for (int i = 0; i < 10_000; i++) {
      queue.offer(i);
    }
    return queue;
  }

  @Test
  void no_thread_is_started_unasked() {
    filled(GuardedQueue.named("unguarded"));
    assertThat(guardsOf("unguarded")).isEmpty();
  }

  @Test
  void one_daemon_thread_looks_after_ten_thousand_elements_and_ends_with_their_queue()
      throws Exception {
    GuardedQueue<Integer> queue =
        filled(GuardedQueue.<Integer>named("guarded").timeToLive(Duration.ofDays(1)));
    List<Thread> guards = guardsOf("guarded");
    assertThat(guards).singleElement().matches(Thread::isDaemon);
    queue.close();
    guards.get(0).join();
  }

  @Test
  void a_scheduler_that_is_given_has_one_task_for_all_of_them_and_no_thread_is_started() {
    FakeTime time = new FakeTime();
    GuardedQueue<Integer> queue =
        filled(
            GuardedQueue.<Integer>named("scheduled")
                .timeToLive(Duration.ofDays(1))
                .ticker(time)
                .scheduler(time));
    assertThat(time.scheduled()).isEqualTo(1);
    assertThat(guardsOf("scheduled")).isEmpty();
    queue.close();
    assertThat(time.scheduled()).isZero();
  }

  @Test
  void a_queue_that_is_abandoned_does_not_live_on_in_its_guard() throws Exception {
    filled(GuardedQueue.<Integer>named("abandoned").timeToLive(Duration.ofDays(1)));
    for (Thread guard : guardsOf("abandoned")) {
      while (guard.isAlive()) {
        System.gc();
        guard.join(10);
      }
    }
    assertThat(guardsOf("abandoned")).isEmpty();
  }
}

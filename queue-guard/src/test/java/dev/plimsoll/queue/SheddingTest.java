package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SheddingTest {

  private final FakeTime time = new FakeTime();
  private final List<DeadLetterReason> reasons = new ArrayList<>();

  private GuardedQueue<Integer> queue(Shedding shedding) {
    GuardedQueue<Integer> queue =
        GuardedQueue.<Integer>named("orders")
            .capacity(10_000)
            .shedding(shedding)
            .ticker(time)
            .scheduler(time)
            .listenerExecutor(Runnable::run)
            .build();
    queue.onDeadLetter((element, reason) -> reasons.add(reason));
    return queue;
  }

  /** Arrivals at twice the rate of departures, so that the delay grows. */
  private int overload(GuardedQueue<Integer> queue, int millis) {
    int last = -1;
    for (int i = 0; i < millis; i++) {
      queue.offer(2 * i);
      queue.offer(2 * i + 1);
      last = queue.remove();
      time.advance(Duration.ofMillis(1));
    }
    return last;
  }

  @Test
  void a_delay_that_stays_over_the_target_sheds_the_oldest() {
    GuardedQueue<Integer> queue = queue(Shedding.byDelay());
    overload(queue, 2_000);
    assertThat(reasons).isNotEmpty().containsOnly(DeadLetterReason.SHED);
    QueueSnapshot s = queue.snapshot();
    assertThat(s.dropped()).isEqualTo(reasons.size());
    assertThat(s.offered()).isEqualTo(4_000);
  }

  @Test
  void order_stays_first_in_first_out_unless_told_otherwise() {
    GuardedQueue<Integer> queue = queue(Shedding.byDelay());
    overload(queue, 500);
    assertThat(queue.poll()).isLessThan(queue.poll());
  }

  @Test
  void adaptive_lifo_serves_the_newest_under_overload_and_the_oldest_after_it() {
    GuardedQueue<Integer> queue = queue(Shedding.byDelay().withAdaptiveLifo());
    assertThat(overload(queue, 500)).isEqualTo(999);
    queue.clear();
    queue.add(1);
    queue.add(2);
    assertThat(queue.poll()).isEqualTo(1);
  }
}

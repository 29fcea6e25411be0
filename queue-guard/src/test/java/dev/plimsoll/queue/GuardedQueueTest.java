package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardedQueueTest {

  private final FakeTime time = new FakeTime();
  private final List<String> deadLetters = new ArrayList<>();

  private GuardedQueueBuilder<String> queueOf(int capacity) {
    return GuardedQueue.<String>named("orders")
        .capacity(capacity)
        .ticker(time)
        .scheduler(time)
        .listenerExecutor(Runnable::run);
  }

  private GuardedQueue<String> listened(GuardedQueueBuilder<String> builder) {
    GuardedQueue<String> queue = builder.build();
    queue.onDeadLetter((element, reason) -> deadLetters.add(element + ' ' + reason));
    return queue;
  }

  private static void assertBalanced(QueueSnapshot s, long offered) {
    assertThat(s.offered()).isEqualTo(offered);
  }

  @Test
  void a_full_queue_refuses_with_false_and_keeps_what_it_has() {
    GuardedQueue<String> queue = listened(queueOf(2));
    assertThat(queue.offer("a")).isTrue();
    assertThat(queue.offer("b")).isTrue();
    assertThat(queue.offer("c")).isFalse();
    assertThat(queue).containsExactly("a", "b");
    assertThat(deadLetters).containsExactly("c REJECTED");
    assertThat(queue.snapshot().rejected()).isEqualTo(1);
    assertBalanced(queue.snapshot(), 3);
  }

  @Test
  void add_tells_name_depth_capacity_and_reason_without_a_stack_trace() {
    GuardedQueue<String> queue = queueOf(1).build();
    queue.add("a");
    assertThatExceptionOfType(QueueRejectedException.class)
        .isThrownBy(() -> queue.add("b"))
        .withMessage("queue orders is full: depth 1 of 1")
        .satisfies(
            e -> {
              assertThat(e.queue()).isEqualTo("orders");
              assertThat(e.depth()).isEqualTo(1);
              assertThat(e.capacity()).isEqualTo(1);
              assertThat(e.reason()).isEqualTo(RejectionReason.FULL);
              assertThat(e.getStackTrace()).isEmpty();
            });
  }

  @Test
  void what_waited_too_long_never_reaches_a_consumer() {
    GuardedQueue<String> queue = listened(queueOf(8).timeToLive(Duration.ofSeconds(5)));
    queue.offer("old");
    time.advance(Duration.ofMillis(4_990));
    queue.offer("young");
    time.advance(Duration.ofMillis(10));
    assertThat(queue.poll()).isEqualTo("young");
    assertThat(deadLetters).containsExactly("old EXPIRED");
    assertBalanced(queue.snapshot(), 2);
  }

  @Test
  void the_expired_are_swept_when_nobody_polls() {
    GuardedQueue<String> queue = listened(queueOf(8).timeToLive(Duration.ofSeconds(5)));
    queue.offer("job");
    time.advance(Duration.ofSeconds(6));
    assertThat(deadLetters).containsExactly("job EXPIRED");
    assertThat(queue).isEmpty();
  }

  @Test
  void the_expiry_action_gets_the_expired_and_no_other() {
    List<String> expired = new ArrayList<>();
    GuardedQueue<String> queue = queueOf(1).timeToLive(Duration.ofSeconds(5), expired::add).build();
    queue.offer("job");
    queue.offer("refused");
    time.advance(Duration.ofSeconds(6));
    assertThat(expired).containsExactly("job");
  }

  @Test
  void expired_elements_make_room_for_an_offer() {
    GuardedQueue<String> queue =
        GuardedQueue.<String>named("orders")
            .capacity(1)
            .ticker(time)
            .scheduler(new FakeTime())
            .timeToLive(Duration.ofSeconds(5))
            .build();
    queue.offer("old");
    time.advance(Duration.ofSeconds(5));
    assertThat(queue.offer("new")).isTrue();
    assertThat(queue).containsExactly("new");
    assertThat(queue.snapshot().expired()).isEqualTo(1);
  }

  @Test
  void drop_oldest_lets_the_longest_waiting_go() {
    GuardedQueue<String> queue = listened(queueOf(2).rejection(RejectionPolicy.dropOldest()));
    queue.addAll(List.of("a", "b", "c"));
    assertThat(queue).containsExactly("b", "c");
    assertThat(deadLetters).containsExactly("a DROPPED");
    assertThat(queue.snapshot().dropped()).isEqualTo(1);
    assertBalanced(queue.snapshot(), 3);
  }

  @Test
  void drop_newest_lets_the_arriving_go_and_throws_nothing() throws InterruptedException {
    GuardedQueue<String> queue = listened(queueOf(1).rejection(RejectionPolicy.dropNewest()));
    queue.add("a");
    assertThat(queue.add("b")).isFalse();
    queue.put("c");
    assertThat(queue).containsExactly("a");
    assertThat(deadLetters).containsExactly("b DROPPED", "c DROPPED");
    assertBalanced(queue.snapshot(), 3);
  }

  @Test
  void block_for_waits_and_then_refuses() {
    GuardedQueue<String> queue =
        queueOf(1).rejection(RejectionPolicy.blockFor(Duration.ofMillis(1))).build();
    assertThat(queue.offer("a")).isTrue();
    assertThat(queue.offer("b")).isFalse();
    assertThatExceptionOfType(QueueRejectedException.class)
        .isThrownBy(() -> queue.put("c"))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(RejectionReason.TIMED_OUT));
    assertBalanced(queue.snapshot(), 3);
  }

  @Test
  void an_interrupt_ends_an_offer_that_waits_and_is_kept() {
    GuardedQueue<String> queue =
        queueOf(1).rejection(RejectionPolicy.blockFor(Duration.ofDays(1))).build();
    queue.offer("a");
    Thread.currentThread().interrupt();
    assertThat(queue.offer("b")).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void an_iterator_removes_the_very_element_it_showed() {
    GuardedQueue<String> queue = queueOf(8).build();
    queue.addAll(List.of("a", "b", "a", "c", "a"));
    Iterator<String> iterator = queue.iterator();
    iterator.next();
    iterator.remove();
    iterator.next();
    iterator.next();
    iterator.remove();
    assertThat(queue).containsExactly("b", "c", "a");
    assertThat(queue.snapshot().removed()).isEqualTo(2);
  }

  @Test
  void a_snapshot_tells_age_rates_and_the_wait_to_expect() {
    GuardedQueue<String> queue = queueOf(100).build();
    for (int i = 0; i < 40; i++) {
      queue.offer("e" + i);
    }
    for (int i = 0; i < 10; i++) {
      queue.poll();
    }
    time.advance(Duration.ofSeconds(2));
    QueueSnapshot s = queue.snapshot();
    assertThat(s.oldestAge()).isEqualTo(Duration.ofSeconds(2));
    assertThat(s.arrivalRate()).isEqualTo(20.0);
    assertThat(s.departureRate()).isEqualTo(5.0);
    assertThat(s.estimatedWait()).contains(Duration.ofSeconds(6));
    assertThat(s.timeToOverflow())
        .hasValueSatisfying(
            t -> assertThat(t).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5)));
  }

  @Test
  void close_hands_back_what_nobody_took_and_accounts_for_all() {
    GuardedQueue<String> queue = listened(queueOf(3));
    queue.addAll(List.of("a", "b", "c"));
    queue.offer("d");
    queue.poll();
    DrainReport<String> report = queue.close(Duration.ZERO);
    assertThat(report.left()).containsExactly("b", "c");
    assertThat(report.taken()).isEqualTo(1);
    assertThat(report.drained()).isFalse();
    assertThat(report.end().offered()).isEqualTo(4);
    assertThat(queue).isEmpty();
    assertBalanced(queue.snapshot(), 4);
    assertThat(queue.close(Duration.ofDays(1))).isSameAs(report);
  }

  @Test
  void a_closed_queue_keeps_to_the_contract_of_each_method() {
    GuardedQueue<String> queue = listened(queueOf(3));
    queue.close();
    assertThat(queue.offer("a")).isFalse();
    assertThat(queue.poll()).isNull();
    assertThatExceptionOfType(QueueRejectedException.class)
        .isThrownBy(() -> queue.add("b"))
        .withMessage("queue orders is closed: depth 0 of 3");
    assertThatExceptionOfType(QueueClosedException.class).isThrownBy(() -> queue.put("c"));
    assertThatExceptionOfType(QueueClosedException.class).isThrownBy(queue::take);
    assertThat(deadLetters).containsExactly("a REJECTED", "b REJECTED", "c REJECTED");
  }

  @Test
  void cannot_be_drained_to_itself() {
    GuardedQueue<String> queue = queueOf(1).build();
    assertThatIllegalArgumentException().isThrownBy(() -> queue.drainTo(queue));
  }
}

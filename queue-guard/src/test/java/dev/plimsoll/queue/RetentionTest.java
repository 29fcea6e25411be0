package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionBudget;
import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.retention.RetentionListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {

  private final List<String> heard = new ArrayList<>();
  private final RetentionListener listener =
      new RetentionListener() {
        @Override
        public void retained(Owner owner, long id, long bytes) {
          heard.add(owner + " +" + id + " " + bytes);
        }

        @Override
        public void released(Owner owner, long id, long bytes, ReleaseCause cause) {
          heard.add(owner + " -" + id + " " + bytes + " " + cause);
        }
      };

  private GuardedQueueBuilder<String> builder() {
    return GuardedQueue.<String>named("orders").capacity(2);
  }

  @Test
  void an_element_is_retained_while_it_waits() {
    GuardedQueue<String> queue = builder().retention(listener).weigher(String::length).build();
    queue.offer("four");
    queue.poll();
    queue.offer("a");
    queue.remove("a");
    assertThat(heard)
        .containsExactly(
            "orders +1 4", "orders -1 4 DRAINED", "orders +2 1", "orders -2 1 REMOVED");
  }

  @Test
  void bytes_are_unknown_without_a_weigher() {
    builder().retention(listener).build().offer("a");
    assertThat(heard).containsExactly("orders +1 -1");
  }

  @Test
  void a_ledger_balances_to_zero_whatever_became_of_the_elements() {
    FakeTime time = new FakeTime();
    RetentionLedger ledger = RetentionLedger.create();
    GuardedQueue<String> queue =
        builder()
            .retention(ledger)
            .weigher(String::length)
            .rejection(RejectionPolicy.dropOldest())
            .timeToLive(Duration.ofSeconds(5))
            .ticker(time)
            .scheduler(time)
            .build();
    queue.addAll(List.of("a", "bb", "ccc", "dddd"));
    assertThat(ledger.totalBytes()).isEqualTo(7);
    time.advance(Duration.ofSeconds(6));
    assertThat(ledger.totalBytes()).isZero();
    queue.offer("left");
    queue.close();
    assertThat(ledger.totalBytes()).isZero();
  }

  @Test
  void a_budget_sheds_the_oldest_of_the_queue_that_joined() {
    List<String> letters = new ArrayList<>();
    RetentionBudget budget = RetentionBudget.ofBytes(10);
    GuardedQueue<String> queue =
        builder()
            .capacity(100)
            .budget(budget)
            .weigher(String::length)
            .listenerExecutor(Runnable::run)
            .build();
    queue.onDeadLetter((element, reason) -> letters.add(element + ' ' + reason));
    queue.addAll(List.of("aaaa", "bbbb", "cccc"));
    assertThat(queue).containsExactly("bbbb", "cccc");
    assertThat(letters).containsExactly("aaaa SHED");
    assertThat(budget.usedBytes()).isEqualTo(8);
    queue.close();
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void a_listener_that_throws_costs_the_queue_nothing() {
    GuardedQueue<String> queue =
        builder()
            .retention(
                new RetentionListener() {
                  @Override
                  public void retained(Owner owner, long id, long bytes) {
                    throw new IllegalStateException("on purpose");
                  }

                  @Override
                  public void released(Owner owner, long id, long bytes, ReleaseCause cause) {
                    throw new IllegalStateException("on purpose");
                  }
                })
            .build();
    queue.offer("a");
    assertThat(queue.poll()).isEqualTo("a");
  }
}

package dev.plimsoll.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetentionJournalTest {

  private final RecordingListener recording = new RecordingListener();
  private final BatchedRetention batched = BatchedRetention.over(recording);
  private final Owner users = Owner.named("users");
  private final RetentionJournal journal = batched.journal(users);

  @Test
  void numbers_what_is_retained_and_is_heard_when_it_is_flushed() {
    assertThat(journal.retained(10)).isEqualTo(1);
    assertThat(journal.exchanged(20, 1, 10)).isEqualTo(2);
    journal.released(2, 20, ReleaseCause.CLEARED);
    journal.settle();
    assertThat(recording.heard).isEmpty();

    batched.flush();
    assertThat(recording.heard)
        .containsExactly(
            "retained users 1 10",
            "retained users 2 20",
            "released users 1 10 EVICTED",
            "released users 2 20 CLEARED");
  }

  @Test
  void a_thread_that_finds_too_much_waiting_delivers_it() {
    int written = 0;
    while (recording.heard.isEmpty()) {
      journal.retained(1);
      written++;
      journal.settle();
    }
    assertThat(recording.heard).hasSize(written);
  }

  @Test
  void takes_whatever_one_operation_writes_and_delivers_it_afterwards() {
    for (int i = 0; i < 100_000; i++) {
      journal.retained(i);
    }
    assertThat(recording.heard).isEmpty();
    journal.settle();
    assertThat(recording.heard).hasSize(100_000);
  }

  @Test
  void delivers_at_once_after_the_listener_is_closed_also_what_is_begun_after_it() {
    journal.retained(1);
    batched.close();
    assertThat(recording.heard).hasSize(1);
    journal.retained(2);
    journal.settle();
    assertThat(recording.heard).hasSize(2);

    RetentionJournal late = batched.journal(users);
    late.retained(3);
    late.settle();
    assertThat(recording.heard).hasSize(3);
  }

  @Test
  void what_the_listener_itself_makes_the_container_report_is_heard_too() {
    List<Long> heard = new ArrayList<>();
    RetentionJournal[] self = new RetentionJournal[1];
    BatchedRetention chatty =
        BatchedRetention.over(
            onRetained(
                id -> {
                  heard.add(id);
                  for (int i = 0; id == 1 && i < 5_000; i++) {
                    self[0].retained(1);
                    self[0].settle();
                  }
                }));
    self[0] = chatty.journal(users);
    self[0].retained(1);
    chatty.close();
    assertThat(heard).hasSize(5_001).isSorted();
  }

  @Test
  void survives_a_listener_that_throws_or_flushes_while_it_is_called() {
    AtomicInteger heard = new AtomicInteger();
    BatchedRetention[] self = new BatchedRetention[1];
    self[0] =
        BatchedRetention.over(
            onRetained(
                id -> {
                  self[0].flush();
                  heard.incrementAndGet();
                  throw new IllegalStateException("on purpose");
                }));
    RetentionJournal noisy = self[0].journal(users);
    noisy.retained(1);
    noisy.retained(1);
    self[0].flush();
    self[0].flush();
    assertThat(heard).hasValue(2);
  }

  @Test
  void nothing_is_lost_of_a_container_that_is_collected_and_nothing_is_kept_of_it() {
    WeakReference<RetentionJournal> gone = journalOfSomebodyWhoIsGone();
    RetentionReferencesTest.collectUntil(() -> gone.refersTo(null));

    batched.flush();
    assertThat(recording.heard).containsExactly("retained gone 1 5");
    WeakReference<Owner> owner = new WeakReference<>(owners.remove(0));
    RetentionReferencesTest.collectUntil(() -> owner.refersTo(null));
  }

  private final List<Owner> owners = new ArrayList<>();

  private WeakReference<RetentionJournal> journalOfSomebodyWhoIsGone() {
    Owner owner = Owner.named("gone");
    owners.add(owner);
    RetentionJournal abandoned = batched.journal(owner);
    abandoned.retained(5);
    return new WeakReference<>(abandoned);
  }

  @Test
  void the_many_journals_of_small_containers_do_not_pile_up() {
    for (int i = 0; i < 1_000; i++) {
      batched.journal(users).retained(i);
    }
    assertThat(recording.heard).hasSizeGreaterThan(400);
  }

  @Test
  void the_thread_in_the_background_delivers_before_it_ends_with_those_who_used_it()
      throws InterruptedException {
    LinkedBlockingQueue<Long> heard = new LinkedBlockingQueue<>();
    reportAndForget(heard);
    assertThat(heard.take()).isEqualTo(1);
  }

  private void reportAndForget(LinkedBlockingQueue<Long> heard) {
    BatchedRetention.inBackground("used by nobody", onRetained(heard::add))
        .journal(users)
        .retained(1);
  }

  private static RetentionListener onRetained(LongConsumer action) {
    return new RetentionListener() {
      @Override
      public void retained(Owner owner, long id, long bytes) {
        action.accept(id);
      }

      @Override
      public void released(Owner owner, long id, long bytes, ReleaseCause cause) {}
    };
  }
}

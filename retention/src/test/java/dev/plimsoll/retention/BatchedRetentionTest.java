package dev.plimsoll.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchedRetentionTest {

  private final RecordingListener recording = new RecordingListener();
  private final BatchedRetention batched = BatchedRetention.over(recording);
  private final Owner users = Owner.named("users");

  @Test
  void puts_events_aside_until_it_is_flushed() {
    batched.retained(users, 1, 10);
    batched.allocated(users, 5);
    batched.released(users, 1, 10, ReleaseCause.DRAINED);
    assertThat(recording.heard).isEmpty();

    batched.flush();
    batched.flush();
    assertThat(recording.heard)
        .containsExactly("retained users 1 10", "allocated users 5", "released users 1 10 DRAINED");
  }

  @Test
  void delivers_on_the_reporting_thread_when_its_ring_is_full() {
    for (int id = 0; id <= EventRing.CAPACITY; id++) {
      batched.retained(users, id, 1);
    }
    assertThat(recording.heard).hasSize(EventRing.CAPACITY);
  }

  @Test
  void loses_nothing_of_a_thread_that_has_ended_and_gives_its_place_to_another()
      throws InterruptedException {
    int threads = 300;
    for (int i = 0; i < threads; i++) {
      int id = i;
      Thread thread = new Thread(() -> batched.retained(users, id, 1));
      thread.start();
      thread.join();
    }
    batched.flush();
    assertThat(recording.heard).hasSize(threads).doesNotHaveDuplicates();
  }

  @Test
  void delivers_at_once_after_it_is_closed() {
    batched.retained(users, 1, 10);
    batched.close();
    batched.released(users, 1, 10, ReleaseCause.CLEARED);

    assertThat(recording.heard)
        .containsExactly("retained users 1 10", "released users 1 10 CLEARED");
  }

  @Test
  void a_thread_of_the_given_name_delivers_in_the_background_and_ends_with_the_listener()
      throws InterruptedException {
    BlockingQueue<Thread> deliverers = new LinkedBlockingQueue<>();
    BatchedRetention background =
        BatchedRetention.inBackground(
            "drains", onRetained(() -> deliverers.add(Thread.currentThread())));
    background.retained(users, 1, 10);

    Thread deliverer = deliverers.take();
    assertThat(deliverer.getName()).isEqualTo("drains");
    assertThat(deliverer.isDaemon()).isTrue();
    background.close();
    deliverer.join();
  }

  @Test
  void who_reports_waits_and_nothing_is_lost_when_the_thread_in_the_background_falls_behind()
      throws InterruptedException {
    Semaphore mayDeliver = new Semaphore(0);
    AtomicInteger heard = new AtomicInteger();
    BatchedRetention background =
        BatchedRetention.inBackground(
            "falls behind",
            onRetained(
                () -> {
                  mayDeliver.acquireUninterruptibly();
                  heard.incrementAndGet();
                }));
    int events = 20_000;
    AtomicInteger reported = new AtomicInteger();
    Thread reporter =
        new Thread(
            () -> {
              for (int id = 0; id < events; id++) {
                background.retained(users, id, 1);
                reported.incrementAndGet();
              }
            });
    reporter.start();
    while (!mayDeliver.hasQueuedThreads()) {
      Thread.onSpinWait();
    }
    assertThat(reported).hasValueLessThan(events);
    mayDeliver.release(events);
    reporter.join();
    background.close();
    assertThat(heard).hasValue(events);
  }

  private static RetentionListener onRetained(Runnable action) {
    return new RetentionListener() {
      @Override
      public void retained(Owner owner, long id, long bytes) {
        action.run();
      }

      @Override
      public void released(Owner owner, long id, long bytes, ReleaseCause cause) {}
    };
  }

  @Test
  void survives_a_listener_that_throws() {
    BatchedRetention broken = BatchedRetention.over(new ThrowingListener());
    broken.retained(users, 1, 10);
    broken.flush();
    broken.close();
  }

  @Test
  void hears_a_listener_that_reports_while_it_is_called() {
    BatchedRetention[] self = new BatchedRetention[1];
    RetentionListener chatty =
        RetentionListeners.of(
            recording,
            new RetentionListener() {
              @Override
              public void retained(Owner owner, long id, long bytes) {
                for (int i = 0; i <= EventRing.CAPACITY; i++) {
                  self[0].allocated(owner, 1);
                }
              }

              @Override
              public void released(Owner owner, long id, long bytes, ReleaseCause cause) {}
            });
    self[0] = BatchedRetention.over(chatty);
    self[0].retained(users, 1, 10);
    self[0].flush();
    self[0].flush();

    assertThat(recording.heard).hasSize(EventRing.CAPACITY + 2);
  }
}

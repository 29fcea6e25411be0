package dev.plimsoll.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("concurrency")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpinLockTest {

  private final SpinLock lock = new SpinLock();

  private static Thread start(Runnable body) {
    Thread thread = new Thread(body);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void awaitParked(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING
        && thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void lets_one_in_at_a_time_and_everybody_in_the_end() throws Exception {
    int[] count = new int[1];
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(
          start(
              () -> {
                for (int i = 0; i < 100_000; i++) {
                  lock.lock();
                  count[0]++;
                  lock.unlock();
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(count[0]).isEqualTo(400_000);
  }

  @Test
  void an_interrupt_ends_a_wait_that_may_be_and_is_kept_by_one_that_may_not() throws Exception {
    lock.lock();
    AtomicBoolean refused = new AtomicBoolean();
    AtomicBoolean kept = new AtomicBoolean();
    Thread interruptible =
        start(
            () -> {
              try {
                lock.lockInterruptibly();
              } catch (InterruptedException e) {
                refused.set(true);
              }
            });
    Thread patient =
        start(
            () -> {
              lock.lock();
              kept.set(Thread.interrupted());
              lock.unlock();
            });
    awaitParked(interruptible);
    awaitParked(patient);
    interruptible.interrupt();
    patient.interrupt();
    interruptible.join();
    lock.unlock();
    patient.join();
    assertThat(refused).isTrue();
    assertThat(kept).isTrue();
    assertThat(lock.tryLock()).isTrue();
  }

  @Test
  void who_is_interrupted_before_it_asks_gets_nothing() {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(lock::lockInterruptibly);
    assertThat(lock.tryLock()).isTrue();
  }

  @Test
  @SuppressWarnings("ThreadPriorityCheck") // to hold the lock without a processor is the point
  void many_more_threads_than_processors_all_get_it_though_its_holders_are_slow() throws Exception {
    int[] count = new int[1];
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 32; t++) {
      threads.add(
          start(
              () -> {
                for (int i = 0; i < 20; i++) {
                  lock.lock();
                  count[0]++;
                  Thread.yield();
                  lock.unlock();
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(count[0]).isEqualTo(640);
  }
}

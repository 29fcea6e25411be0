package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("concurrency")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QuickLockTest {

  private final QuickLock lock = new QuickLock();

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
  void a_line_is_served_in_its_order_and_a_timed_wait_ends() throws Exception {
    SideLock.Line line = lock.newLine();
    List<Integer> served = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    AtomicInteger waiting = new AtomicInteger();
    for (int i = 0; i < 5; i++) {
      int number = i;
      threads.add(
          start(
              () -> {
                lock.lock();
                waiting.incrementAndGet();
                try {
                  line.await(Doors.FOREVER);
                  served.add(number);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                } finally {
                  lock.unlock();
                }
              }));
      while (waiting.get() <= number) {
        Thread.onSpinWait();
      }
    }
    for (int i = 0; i < 5; i++) {
      lock.lock();
      line.signal();
      lock.unlock();
      threads.get(i).join();
    }
    assertThat(served).containsExactly(0, 1, 2, 3, 4);

    lock.lock();
    assertThat(line.await(1_000)).isNotPositive();
    assertThat(line.isAwaited()).isFalse();
    lock.unlock();
  }

  @Test
  void a_signal_is_not_lost_on_one_who_is_interrupted_instead() throws Exception {
    SideLock.Line line = lock.newLine();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread first =
        start(
            () -> {
              lock.lock();
              try {
                line.await(Doors.FOREVER);
              } catch (InterruptedException e) {
                interrupted.set(true);
              } finally {
                lock.unlock();
              }
            });
    awaitParked(first);
    first.interrupt();
    first.join();
    assertThat(interrupted).isTrue();
    lock.lock();
    assertThat(line.isAwaited()).isFalse();
    lock.unlock();
  }
}

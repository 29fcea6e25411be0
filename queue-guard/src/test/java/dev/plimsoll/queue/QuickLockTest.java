package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;

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

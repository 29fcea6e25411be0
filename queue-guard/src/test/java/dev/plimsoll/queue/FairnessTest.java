package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A fair queue serves those who wait in the order in which they came. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FairnessTest {

  private static final int WAITING = 12;

  private final GuardedQueue<Integer> queue =
      GuardedQueue.<Integer>named("orders").capacity(1).fair(true).build();

  /** A body that may be interrupted. */
  private interface Body {
    void run() throws InterruptedException;
  }

  /** Starts a thread, and returns when it waits. */
  private static Thread startWaiting(Body body) throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }

  @Test
  void producers_get_room_in_the_order_in_which_they_came() throws Exception {
    queue.put(-1);
    for (int i = 0; i < WAITING; i++) {
      int number = i;
      startWaiting(() -> queue.put(number));
    }
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i <= WAITING; i++) {
      taken.add(queue.take());
    }
    assertThat(taken).isSorted().hasSize(WAITING + 1);
  }

  @Test
  void consumers_get_elements_in_the_order_in_which_they_came() throws Exception {
    List<Integer> served = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(WAITING);
    for (int i = 0; i < WAITING; i++) {
      int number = i;
      startWaiting(
          () -> {
            int element = queue.take();
            served.add(element - number);
            done.countDown();
          });
    }
    for (int i = 0; i < WAITING; i++) {
      queue.put(i);
    }
    done.await();
    assertThat(served).containsOnly(0).hasSize(WAITING);
  }

  @Test
  void one_who_gives_up_does_not_take_anothers_turn() throws Exception {
    queue.put(-1);
    Thread first = startWaiting(() -> queue.put(0));
    startWaiting(() -> queue.offer(1, 1, TimeUnit.HOURS));
    first.interrupt();
    first.join();
    assertThat(queue.take()).isEqualTo(-1);
    assertThat(queue.take()).isEqualTo(1);
  }
}

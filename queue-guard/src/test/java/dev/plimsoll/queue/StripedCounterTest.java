package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("concurrency")
class StripedCounterTest {

  private final StripedCounter counter = new StripedCounter();

  @Test
  void threads_that_follow_each_other_in_a_place_go_on_where_those_before_them_ended()
      throws Exception {
    for (int t = 0; t < 200; t++) {
      Thread thread = new Thread(counter::increment);
      thread.start();
      thread.join();
    }
    assertThat(counter.sum()).isEqualTo(200);
  }

  @Test
  void loses_nothing_though_more_threads_than_places_count_at_once() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 100; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  counter.increment();
                }
              });
      threads.add(thread);
      thread.start();
    }
    long before = 0;
    while (threads.stream().anyMatch(Thread::isAlive)) {
      long now = counter.sum();
      assertThat(now).isBetween(before, 1_000_000L);
      before = now;
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(counter.sum()).isEqualTo(1_000_000);
  }
}

package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("concurrency")
class StripedCounterTest {

  @Test
  void loses_nothing_though_more_threads_than_stripes_count_at_once() throws Exception {
    StripedCounter counter = new StripedCounter();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 40; t++) {
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
      assertThat(now).isBetween(before, 400_000L);
      before = now;
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(counter.sum()).isEqualTo(400_000);
  }
}

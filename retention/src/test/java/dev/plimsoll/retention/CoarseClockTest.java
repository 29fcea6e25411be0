package dev.plimsoll.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CoarseClockTest {

  @Test
  void moves_on_and_is_never_ahead_of_the_exact_clock() {
    try (CoarseClock clock = CoarseClock.open()) {
      long first = clock.getAsLong();
      long later = first;
      while (later - first < TimeUnit.MILLISECONDS.toNanos(5)) {
        later = clock.getAsLong();
        assertThat(System.nanoTime() - later).isNotNegative();
      }
    }
  }

  @Test
  void runs_one_thread_however_many_ask_and_ends_it_with_the_last() throws InterruptedException {
    CoarseClock first = CoarseClock.open();
    CoarseClock second = CoarseClock.open();
    List<Thread> threads = clockThreads();
    assertThat(threads).hasSize(1);
    assertThat(threads.get(0).isDaemon()).isTrue();
    assertThat(threads.get(0).getContextClassLoader()).isNull();

    first.close();
    first.close();
    assertThat(threads.get(0).isAlive()).isTrue();

    second.close();
    threads.get(0).join();
    assertThat(clockThreads()).isEmpty();
  }

  @Test
  void tells_the_exact_time_after_it_is_closed() {
    CoarseClock clock = CoarseClock.open();
    clock.close();

    long before = System.nanoTime();
    assertThat(clock.getAsLong() - before).isNotNegative();
  }

  @Test
  void survives_an_interrupt_of_its_thread() {
    try (CoarseClock clock = CoarseClock.open()) {
      clockThreads().forEach(Thread::interrupt);
      long first = clock.getAsLong();
      while (clock.getAsLong() - first < TimeUnit.MILLISECONDS.toNanos(5)) {
        Thread.onSpinWait();
      }
      assertThat(clockThreads()).hasSize(1);
    }
  }

  private static List<Thread> clockThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("plimsoll-clock"))
        .toList();
  }
}

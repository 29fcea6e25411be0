package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No element is lost or counted twice, whatever many threads do at once. */
@Tag("concurrency")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConservationTest {

  private static final int OFFERS_PER_PRODUCER = 20_000;

  @TempDir private static Path directory;

  private final ExecutorService threads = Executors.newCachedThreadPool(new DaemonThreads("test"));

  static Stream<RejectionPolicy<Integer>> policies() {
    return Stream.of(
        RejectionPolicy.reject(),
        RejectionPolicy.blockFor(Duration.ofNanos(1)),
        RejectionPolicy.dropOldest(),
        RejectionPolicy.dropNewest(),
        RejectionPolicy.spillTo(
            directory.resolve("spill"),
            4_000,
            i -> Integer.toString(i).getBytes(StandardCharsets.UTF_8),
            bytes -> Integer.valueOf(new String(bytes, StandardCharsets.UTF_8))));
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @MethodSource("policies")
  void the_counters_agree_with_the_callers_own_tally(RejectionPolicy<Integer> policy)
      throws Exception {
    GuardedQueue<Integer> queue =
        GuardedQueue.<Integer>named("orders")
            .capacity(16)
            .rejection(policy)
            .watermarks(Watermarks.ofFraction(0.8, 0.5))
            .alerts(alert -> {})
            .timeToLive(Duration.ofMillis(2))
            .shedding(Shedding.byDelay(Duration.ofMillis(1), Duration.ofMillis(1)))
            .weigher(i -> i % 7)
            .build();
    LongAdder begun = new LongAdder();
    LongAdder offered = new LongAdder();
    LongAdder taken = new LongAdder();
    LongAdder removed = new LongAdder();

    List<Future<Void>> producers = new ArrayList<>();
    for (int p = 0; p < 3; p++) {
      producers.add(threads.submit(producer(queue, begun, offered)));
    }
    Future<Void> consumer = threads.submit(consumer(queue, taken));
    Future<Void> remover = threads.submit(remover(queue, producers, removed));
    Future<Void> auditor = threads.submit(auditor(queue, producers, begun, offered));
    for (Future<Void> done : List.of(producers.get(0), producers.get(1), producers.get(2))) {
      done.get();
    }
    remover.get();
    auditor.get();
    DrainReport<Integer> report = queue.close(Duration.ofSeconds(30));
    consumer.get();

    assertThat(report.end().offered()).isEqualTo(offered.sum());
    assertThat(report.taken()).isEqualTo(taken.sum());
    assertThat(report.end().removed()).isEqualTo(removed.sum());
    assertThat(report.drained()).isTrue();
    QueueSnapshot end = queue.snapshot();
    assertThat(end.weight()).isZero();
    assertThat(end.offered()).isEqualTo(offered.sum());
  }

  private static Callable<Void> producer(
      GuardedQueue<Integer> queue, LongAdder begun, LongAdder offered) {
    return () -> {
      for (int i = 0; i < OFFERS_PER_PRODUCER; i++) {
        begun.increment();
        queue.offer(i);
        offered.increment();
      }
      return null;
    };
  }

  private static Callable<Void> consumer(GuardedQueue<Integer> queue, LongAdder taken) {
    return () -> {
      try {
        while (true) {
          queue.take();
          taken.increment();
        }
      } catch (QueueClosedException end) {
        return null;
      }
    };
  }

  private static Callable<Void> remover(
      GuardedQueue<Integer> queue, List<Future<Void>> producers, LongAdder removed) {
    return () -> {
      while (!producers.stream().allMatch(Future::isDone)) {
        if (queue.remove(OFFERS_PER_PRODUCER / 2)) {
          removed.increment();
        }
      }
      return null;
    };
  }

  /**
   * Each view is consistent in itself, and with what the producers know at that moment: at least
   * what they have had decided, at most what they have begun.
   */
  private static Callable<Void> auditor(
      GuardedQueue<Integer> queue,
      List<Future<Void>> producers,
      LongAdder begun,
      LongAdder offered) {
    return () -> {
      long before = 0;
      while (!producers.stream().allMatch(Future::isDone)) {
        long least = offered.sum();
        QueueSnapshot s = queue.snapshot();
        assertThat(s.offered()).isBetween(least, begun.sum());
        assertThat(s.queued()).isBetween(0, 16);
        assertThat(s.taken()).isNotNegative();
        assertThat(s.weight()).isNotNegative();
        assertThat(s.offered()).isGreaterThanOrEqualTo(before);
        before = s.offered();
      }
      return null;
    };
  }

  @ParameterizedTest
  @MethodSource("policies")
  void closing_during_a_flood_releases_everybody(RejectionPolicy<Integer> policy)
      throws InterruptedException, ExecutionException {
    GuardedQueue<Integer> queue =
        GuardedQueue.<Integer>named("orders").capacity(4).rejection(policy).build();
    LongAdder decided = new LongAdder();
    List<Future<Void>> producers = new ArrayList<>();
    for (int p = 0; p < 4; p++) {
      producers.add(
          threads.submit(
              () -> {
                while (!queue.isClosed()) {
                  decided.increment();
                  try {
                    queue.put(1);
                  } catch (QueueClosedException | QueueRejectedException counted) {
                    // Both are decisions, and counted as rejected.
                  }
                }
                return null;
              }));
    }
    while (queue.snapshot().offered() < 100) {
      queue.poll();
    }
    DrainReport<Integer> report = queue.close(Duration.ZERO);
    for (Future<Void> producer : producers) {
      producer.get();
    }
    assertThat(report.left()).hasSizeLessThanOrEqualTo(4 + (int) report.end().spilled());
    assertThat(queue.snapshot().offered()).isEqualTo(decided.sum());
  }
}

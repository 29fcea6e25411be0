package dev.plimsoll.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("concurrency")
@Timeout(120)
class RetentionBudgetFloodTest {

  private static final int THREADS = 4;
  private static final int PUTS = 200_000;
  private static final long LIMIT = 100_000;
  private static final int LARGEST = 1_000;

  private final RetentionBudget budget = RetentionBudget.ofBytes(LIMIT);
  private final AtomicLong live = new AtomicLong();
  private final AtomicLong mostUsed = new AtomicLong();
  private final AtomicLong mostLive = new AtomicLong();

  @Test
  void never_exceeds_the_limit_by_more_than_one_entry_for_each_thread() throws Exception {
    List<FifoStore> stores =
        Stream.of("users", "orders", "sessions")
            .map(name -> new FifoStore(budget, Owner.named(name), 1, live))
            .toList();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> floods =
        Stream.iterate(1, seed -> seed + 1)
            .limit(THREADS)
            .<Future<?>>map(seed -> pool.submit(() -> flood(stores, seed)))
            .toList();
    for (Future<?> flood : floods) {
      flood.get();
    }
    pool.shutdown();

    assertThat(mostUsed.get()).isBetween(LIMIT, LIMIT + THREADS * LARGEST);
    assertThat(mostLive.get()).isLessThanOrEqualTo(LIMIT + THREADS * LARGEST);
    assertThat(budget.usedBytes()).isLessThanOrEqualTo(LIMIT).isEqualTo(live.get());
    assertThat(budget.overruns()).isZero();
  }

  private void flood(List<FifoStore> stores, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < PUTS; i++) {
      // Most of the flood goes into one store: the others keep what they have by right.
      int target = random.nextInt(10) < 8 ? 0 : random.nextInt(stores.size());
      stores.get(target).put(random.nextInt(1, LARGEST + 1));
      mostUsed.accumulateAndGet(budget.usedBytes(), Math::max);
      mostLive.accumulateAndGet(live.get(), Math::max);
    }
  }
}

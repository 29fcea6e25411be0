package dev.plimsoll.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("concurrency")
@Timeout(120)
class RetentionLedgerStressTest {

  private static final int THREADS = 4;
  private static final int EVENTS = 500_000;

  private final RetentionLedger ledger = RetentionLedger.create();
  private final Owner users = Owner.named("users");
  private final AtomicLong ids = new AtomicLong();
  private final ConcurrentLinkedQueue<Long> held = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean done = new AtomicBoolean();

  @Test
  void is_exact_to_the_cohort_after_threads_retained_and_released_each_others_objects()
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS + 1);
    List<Future<?>> writers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      writers.add(pool.submit(this::fillAndDrain));
    }
    Future<?> reader = pool.submit(this::readUntilDone);
    for (Future<?> writer : writers) {
      writer.get();
    }
    done.set(true);
    reader.get();
    pool.shutdown();

    Holding holding = ledger.owners().get(0);
    assertThat(holding.entries()).isEqualTo(held.size());
    assertThat(holding.bytes()).isEqualTo(held.stream().mapToLong(id -> bytes(id)).sum());
    assertThat(holding.cohorts())
        .allSatisfy(
            cohort ->
                assertThat(cohort.entries())
                    .isEqualTo(held.stream().filter(id -> isIn(cohort, id)).count()));
  }

  private void fillAndDrain() {
    for (int i = 0; i < EVENTS; i++) {
      long id = ids.getAndIncrement();
      ledger.retained(users, id, bytes(id));
      held.add(id);
      // Every eighth object stays.
      Long oldest = id % 8 == 0 ? null : held.poll();
      if (oldest != null) {
        ledger.released(users, oldest, bytes(oldest), ReleaseCause.EVICTED);
      }
    }
  }

  private void readUntilDone() {
    while (!done.get()) {
      for (Holding holding : ledger.owners()) {
        assertThat(holding.bytes()).isNotNegative();
        assertThat(holding.cohorts()).hasSizeLessThanOrEqualTo(40);
      }
    }
  }

  private static boolean isIn(Cohort cohort, long id) {
    return cohort.fromId() <= id && id < cohort.toId();
  }

  private static long bytes(long id) {
    return id % 100;
  }
}

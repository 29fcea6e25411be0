package dev.plimsoll.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("concurrency")
@Timeout(120)
class BatchedRetentionStressTest {

  // More threads than places, so that some share the locked ring.
  private static final int THREADS = 8 * Runtime.getRuntime().availableProcessors() + 4;
  private static final int EVENTS = 600_000 / THREADS;

  /** Knows of each object whether it is held; drains never overlap, so it needs no lock. */
  private static final class OrderChecker implements RetentionListener {

    final boolean[] held = new boolean[THREADS * EVENTS];
    long retained;
    long released;
    long outOfOrder;

    @Override
    public void retained(Owner owner, long id, long bytes) {
      retained++;
      held[(int) id] = true;
    }

    @Override
    public void released(Owner owner, long id, long bytes, ReleaseCause cause) {
      released++;
      outOfOrder += held[(int) id] ? 0 : 1;
      held[(int) id] = false;
    }
  }

  private final OrderChecker checker = new OrderChecker();
  private final BatchedRetention batched = BatchedRetention.over(checker);
  private final Owner users = Owner.named("users");
  private final AtomicLong ids = new AtomicLong();
  private final ConcurrentLinkedQueue<Long> held = new ConcurrentLinkedQueue<>();

  @Test
  void keeps_the_order_of_each_object_and_drops_nothing() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(pool.submit(this::passOn));
    }
    for (Future<?> thread : threads) {
      thread.get();
    }
    pool.shutdown();
    batched.close();

    assertThat(checker.outOfOrder).isZero();
    assertThat(checker.retained).isEqualTo(checker.held.length);
    assertThat(checker.released).isEqualTo(checker.retained - held.size());
  }

  /** Releases what any thread retained, most often another one. */
  private void passOn() {
    for (int i = 0; i < EVENTS; i++) {
      long id = ids.getAndIncrement();
      batched.retained(users, id, 1);
      held.add(id);
      Long other = i % 16 == 0 ? null : held.poll();
      if (other != null) {
        batched.released(users, other, 1, ReleaseCause.REMOVED);
      }
    }
  }
}

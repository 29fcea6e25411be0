package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HeapRetentionTest {

  private static final long MB = 1 << 20;

  private final Owner users = Owner.named("users");
  private final GenerationalHeap heap = emptyHeap();
  private final HeapRetention retention = heap.retentionListener();

  private static GenerationalHeap emptyHeap() {
    return GenerationalHeap.of(HeapConfig.v8_11_3().withBaseObjects(false));
  }

  @AfterEach
  void close() {
    retention.close();
  }

  @Test
  void a_reading_has_all_that_was_reported_before() {
    for (int id = 0; id < 1_000; id++) {
      retention.retained(users, id, 104);
    }
    assertThat(usage(heap).allocatedBytes()).isBetween(104_000L, 104_000L + 3 * 8192);
  }

  @Test
  void what_is_released_dies_at_the_next_full_collection() {
    for (int id = 0; id < 1_000; id++) {
      retention.retained(users, id, 104);
    }
    for (int id = 0; id < 600; id++) {
      retention.released(users, id, 104, ReleaseCause.EVICTED);
    }

    heap.collectFully();

    OwnerUsage usage = usage(heap);
    assertThat(usage.diedYoungBytes() + usage.diedOldBytes()).isEqualTo(600 * 104);
    assertThat(retention.unmatched()).isZero();
  }

  @Test
  void a_larger_window_of_entries_promotes_more() {
    assertThat(promotedBytes(50_000)).isGreaterThan(4 * promotedBytes(100));
  }

  private static long promotedBytes(int limit) {
    GenerationalHeap heap = emptyHeap();
    Owner cache = Owner.named("cache");
    try (HeapRetention listener = heap.retentionListener()) {
      for (int id = 0; id < 200_000; id++) {
        listener.allocated(cache, 200);
        listener.retained(cache, id, 200);
        if (id >= limit) {
          listener.released(cache, id - limit, 200, ReleaseCause.EVICTED);
        }
      }
      return heap.totals().promotedBytes();
    }
  }

  @Test
  void garbage_dies_young() {
    for (int i = 0; i < 10_000; i++) {
      retention.allocated(users, 5_000);
    }
    heap.collectYoung();
    OwnerUsage usage = usage(heap);
    assertThat(usage.allocatedBytes()).isEqualTo(50_000_000);
    assertThat(usage.diedYoungBytes()).isEqualTo(50_000_000);
  }

  @Test
  void an_unknown_size_is_estimated_and_counted() {
    retention.retained(users, 1, RetentionListener.UNKNOWN_BYTES);
    retention.retained(users, 2, 64);
    assertThat(retention.unknown()).isOne();
  }

  @Test
  void a_release_that_was_never_retained_is_counted() {
    retention.released(users, 77, 100, ReleaseCause.REMOVED);
    assertThat(retention.unmatched()).isOne();
  }

  @Test
  void a_full_simulated_heap_refuses_and_counts_and_the_container_notices_nothing() {
    GenerationalHeap small = GenerationalHeap.of(HeapConfig.hotspotSerial(4 * MB, MB));
    try (HeapRetention listener = small.retentionListener()) {
      for (int id = 0; id < 2_000; id++) {
        listener.retained(users, id, 10_000);
      }
      assertThat(listener.refused()).isPositive();
      assertThat(small.memoryUsage().heapUsed()).isLessThanOrEqualTo(4 * MB);
    }
  }

  @Test
  void the_program_may_use_the_heap_beside_it() {
    int root = heap.addRoot(0);
    for (int i = 0; i < 20_000; i++) {
      retention.retained(users, i, 200);
      heap.setRoot(root, heap.allocate(users, 64, 1));
      retention.released(users, i, 200, ReleaseCause.REMOVED);
    }
    heap.collectFully();
    assertThat(usage(heap).allocatedBytes()).isGreaterThanOrEqualTo(20_000 * 264L);
    assertThat(retention.unmatched()).isZero();
  }

  @Test
  @Tag("concurrency")
  void many_threads_lose_nothing() throws InterruptedException {
    int threads = 4;
    int each = 50_000;
    List<Thread> putters = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      long first = (long) t * each;
      putters.add(new Thread(() -> fill(first, each)));
    }
    putters.forEach(Thread::start);
    for (Thread putter : putters) {
      putter.join();
    }

    heap.collectFully();

    OwnerUsage usage = usage(heap);
    assertThat(usage.diedYoungBytes() + usage.diedOldBytes()).isEqualTo(threads * each / 2 * 48L);
    assertThat(retention.unmatched()).isZero();
    assertThat(retention.refused()).isZero();
  }

  /** Retains so many and releases every second one, the same thread or another's work between. */
  private void fill(long first, int count) {
    for (long id = first; id < first + count; id++) {
      retention.retained(users, id, 48);
      if (id % 2 == 1) {
        retention.released(users, id - 1, 48, ReleaseCause.EVICTED);
      }
    }
  }

  private OwnerUsage usage(GenerationalHeap of) {
    return of.owners().stream().filter(usage -> usage.owner() == users).findFirst().orElseThrow();
  }
}

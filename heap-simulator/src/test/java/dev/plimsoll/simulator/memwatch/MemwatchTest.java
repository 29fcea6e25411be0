package dev.plimsoll.simulator.memwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import dev.plimsoll.simulator.Subscription;
import dev.plimsoll.simulator.snapshot.HeapSnapshot;
import dev.plimsoll.simulator.snapshot.OwnerDiff;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemwatchTest {

  private static final int ENTRY_BYTES = 1_000;

  private final GenerationalHeap heap =
      GenerationalHeap.of(HeapConfig.v8_11_3().withBaseObjects(false));
  private final Owner cache = Owner.named("cache");
  private final List<MemwatchEvent> events = new ArrayList<>();
  private final List<Integer> roots = new ArrayList<>();
  private final Subscription watching = Memwatch.watch(heap, events::add);

  private void grow() {
    roots.add(heap.addRoot(heap.allocate(cache, ENTRY_BYTES, 0)));
    heap.allocate(cache, 8, 0); // outside scopes the newest object is kept
    heap.collectFully();
  }

  private void shrink() {
    heap.removeRoot(roots.remove(0));
    heap.collectFully();
  }

  private List<MemwatchEvent.Leak> leaks() {
    return events.stream()
        .filter(MemwatchEvent.Leak.class::isInstance)
        .map(MemwatchEvent.Leak.class::cast)
        .toList();
  }

  private List<MemwatchEvent.Stats> stats() {
    return events.stream()
        .filter(MemwatchEvent.Stats.class::isInstance)
        .map(MemwatchEvent.Stats.class::cast)
        .toList();
  }

  @Test
  void five_full_collections_in_a_row_with_growth_are_a_leak() {
    heap.collectFully();
    for (int i = 0; i < 4; i++) {
      grow();
    }
    assertThat(leaks()).isEmpty();
    grow();
    assertThat(leaks()).hasSize(1);
  }

  @Test
  void a_leak_says_from_when_to_when_and_by_how_much_the_heap_grew() {
    grow();
    for (int i = 0; i < 5; i++) {
      grow();
    }
    MemwatchEvent.Leak leak = leaks().get(0);
    assertThat(leak.growthBytes()).isEqualTo(5 * ENTRY_BYTES);
    assertThat(leak.startMillis()).isEqualTo(stats().get(0).millis());
    assertThat(leak.endMillis()).isEqualTo(stats().get(5).millis());
    assertThat(leak.reason()).startsWith("heap growth over 5 consecutive full collections");
  }

  @Test
  void one_full_collection_without_growth_ends_the_row() {
    heap.collectFully();
    for (int i = 0; i < 4; i++) {
      grow();
    }
    heap.collectFully();
    for (int i = 0; i < 4; i++) {
      grow();
    }
    shrink();
    assertThat(leaks()).isEmpty();
  }

  @Test
  void a_leak_is_told_once_for_five_growths() {
    heap.collectFully();
    for (int i = 0; i < 10; i++) {
      grow();
    }
    assertThat(leaks()).hasSize(2);
    assertThat(leaks().get(1).startMillis()).isEqualTo(leaks().get(0).endMillis());
  }

  @Test
  void scavenges_are_counted_and_tell_nothing() {
    heap.collectYoung();
    heap.collectYoung();
    assertThat(events).isEmpty();
    heap.collectFully();
    assertThat(stats()).singleElement().extracting(MemwatchEvent.Stats::scavenges).isEqualTo(2L);
  }

  @Test
  void after_each_full_collection_it_says_how_large_the_heap_usually_is() {
    for (int i = 0; i < 4; i++) {
      grow();
    }
    assertThat(stats())
        .extracting(
            MemwatchEvent.Stats::fullCollections,
            MemwatchEvent.Stats::currentBaseBytes,
            MemwatchEvent.Stats::estimatedBaseBytes,
            MemwatchEvent.Stats::minBytes,
            MemwatchEvent.Stats::maxBytes)
        .containsExactly(
            tuple(1L, 1_008L, 1_008L, 0L, 0L),
            tuple(2L, 2_008L, 1_508L, 0L, 0L),
            tuple(3L, 3_008L, 2_008L, 3_008L, 3_008L),
            tuple(4L, 4_008L, 2_508L, 3_008L, 4_008L));
  }

  @Test
  void the_trend_is_how_far_the_recent_average_is_above_the_long_one() {
    for (int i = 0; i < 30; i++) {
      grow();
    }
    assertThat(stats().get(9).usageTrend()).isZero();
    assertThat(stats().get(29).usageTrend()).isGreaterThan(20);
  }

  @Test
  void nothing_is_told_once_it_is_closed() {
    watching.close();
    heap.collectFully();
    assertThat(events).isEmpty();
  }

  @Test
  void a_difference_names_the_owners_that_grew() {
    Owner queue = Owner.named("queue");
    roots.add(heap.addRoot(heap.allocate(queue, 500, 0)));
    HeapSnapshot before = HeapSnapshot.take(heap);
    for (int i = 0; i < 3; i++) {
      grow();
    }
    heap.removeRoot(roots.remove(0));
    HeapDiff diff = HeapDiff.between(before, HeapSnapshot.take(heap));

    assertThat(diff.grown())
        .extracting(OwnerDiff::owner, OwnerDiff::objectsGrown)
        .containsExactly(tuple(cache, 4L));
    assertThat(diff.bytesGrown()).isEqualTo(3 * ENTRY_BYTES + 8 - 504);
  }
}

package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.HeapEvent.Promotion;
import dev.plimsoll.simulator.HeapEvent.Promotion.Cause;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HotSpotHeapTest {

  private static final long MB = 1 << 20;

  private final Owner owner = Owner.named("program");
  private final List<HeapEvent> events = new ArrayList<>();

  private GenerationalHeap heap(HeapConfig config) {
    GenerationalHeap heap = GenerationalHeap.of(config.withBaseObjects(false));
    heap.subscribe(events::add);
    return heap;
  }

  @Test
  void spaces_are_cut_as_hotspot_cuts_them() {
    HotSpotRules rules = new HotSpotRules(256 * MB, 64 * MB, 8, 15);
    assertThat(rules.edenBytes()).isEqualTo(52_480 << 10);
    assertThat(rules.survivorBytes()).isEqualTo(6_528 << 10);
    assertThat(rules.oldBytes()).isEqualTo(196_608 << 10);
  }

  @Test
  void the_threshold_is_the_first_age_that_fills_half_a_survivor_space() {
    AgeTable ages = new AgeTable(1_000, 15);
    ages.add(1, 300);
    ages.add(2, 200);
    assertThat(ages.threshold()).isEqualTo(15);
    ages.add(3, 1);
    assertThat(ages.threshold()).isEqualTo(3);
    ages.clear();
    ages.add(1, 501);
    assertThat(ages.threshold()).isEqualTo(1);
  }

  @Test
  void an_object_is_promoted_when_it_has_survived_as_often_as_allowed() {
    GenerationalHeap heap =
        heap(HeapConfig.hotspotSerial(16 * MB, 4 * MB).withMaxTenuringThreshold(3));
    int object = heap.allocate(owner, 1_000, 0);
    heap.addRoot(object);
    for (int i = 0; i < 3; i++) {
      heap.collectYoung();
      assertThat(heap.isYoung(object)).isTrue();
    }
    heap.collectYoung();
    assertThat(heap.isYoung(object)).isFalse();
    assertThat(promotions())
        .singleElement()
        .extracting(Promotion::cause)
        .isEqualTo(Cause.AGE_REACHED);
  }

  @Test
  void what_the_survivor_space_cannot_take_is_promoted() {
    GenerationalHeap heap = heap(HeapConfig.hotspotSerial(16 * MB, 4 * MB));
    for (int i = 0; i < 100; i++) {
      heap.addRoot(heap.allocate(owner, 10_000, 0));
    }
    heap.collectYoung();
    assertThat(promotions())
        .singleElement()
        .extracting(Promotion::cause)
        .isEqualTo(Cause.TO_SPACE_FULL);
    assertThat(heap.totals().promotedBytes() + heap.totals().copiedBytes()).isEqualTo(1_000_000);
  }

  @Test
  void a_dead_old_object_keeps_a_young_one_until_a_full_collection() {
    GenerationalHeap heap =
        heap(HeapConfig.hotspotSerial(16 * MB, 4 * MB).withMaxTenuringThreshold(0));
    int parent = heap.allocate(owner, 24, 1);
    int root = heap.addRoot(parent);
    heap.collectYoung();
    heap.store(parent, 0, heap.allocate(owner, 1_000, 0));
    heap.removeRoot(root);
    heap.allocate(owner, 8, 0);

    heap.collectYoung();
    assertThat(heap.owners().get(0).liveBytes()).isGreaterThanOrEqualTo(1_024);

    heap.collectFully();
    assertThat(heap.owners().get(0).liveBytes()).isLessThan(1_000);
  }

  @Test
  void a_full_collection_runs_when_promotion_is_not_safe_and_empties_the_young_generation() {
    GenerationalHeap heap = heap(HeapConfig.hotspotSerial(8 * MB, 4 * MB));
    int root = heap.addRoot(0);
    for (int round = 0; round < 60; round++) {
      int table = heap.allocate(owner, 16 + 8 * 200, 200);
      heap.setRoot(root, table);
      for (int i = 0; i < 200; i++) {
        heap.store(table, i, heap.allocate(owner, 10_000, 0));
      }
    }
    assertThat(heap.totals().fullCollections()).isPositive();
    HeapEvent.Collection full =
        events.stream()
            .filter(HeapEvent.Collection.class::isInstance)
            .filter(event -> !(event instanceof HeapEvent.Scavenge))
            .map(HeapEvent.Collection.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(full.stats().space("eden").usedAfter()).isZero();
    assertThat(full.stats().space("survivor").usedAfter()).isZero();
  }

  @Test
  void a_heap_full_of_live_objects_ends_with_hotspots_own_words() {
    GenerationalHeap heap = heap(HeapConfig.hotspotSerial(8 * MB, 2 * MB));
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 2_000; i++) {
                heap.addRoot(heap.allocate(owner, 10_000, 0));
              }
            })
        .isInstanceOf(SimulatedOutOfMemoryException.class)
        .hasMessageContaining("java.lang.OutOfMemoryError: Java heap space");
    assertThat(events.get(events.size() - 1)).isInstanceOf(HeapEvent.OutOfMemory.class);
    assertThat(heap.memoryUsage().heapUsed()).isBetween(7 * MB, 8 * MB);
  }

  @Test
  void sizes_that_contradict_each_other_are_named() {
    assertThatThrownBy(() -> HeapConfig.hotspotSerial(64 * MB, 64 * MB))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("67108864");
    assertThatThrownBy(() -> HeapConfig.hotspotSerial(64 * MB, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("young size");
    assertThatThrownBy(
            () -> HeapConfig.hotspotSerial(64 * MB, 16 * MB).withMaxTenuringThreshold(16))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16");
    assertThatThrownBy(() -> HeapConfig.v8_6_2().withSurvivorRatio(4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HotSpot");
  }

  private List<Promotion> promotions() {
    return events.stream().filter(Promotion.class::isInstance).map(Promotion.class::cast).toList();
  }
}

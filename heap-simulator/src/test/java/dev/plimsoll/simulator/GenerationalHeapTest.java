package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.HeapEvent.Promotion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GenerationalHeapTest {

  private static final long MB = 1 << 20;

  private final Owner owner = Owner.named("users");
  private final HeapConfig config =
      HeapConfig.v8_11_3().withBaseObjects(false).withHandleChecks(true);
  private final GenerationalHeap heap = GenerationalHeap.of(config);
  private final List<HeapEvent> events = new ArrayList<>();

  GenerationalHeapTest() {
    heap.subscribe(events::add);
  }

  @Test
  void an_object_is_copied_by_its_first_scavenge_and_promoted_by_its_second() {
    heap.addRoot(heap.allocate(owner, 1_000, 0));
    heap.collectYoung();
    assertThat(heap.totals().copiedBytes()).isEqualTo(1_000);
    assertThat(heap.totals().promotedBytes()).isZero();
    heap.collectYoung();
    assertThat(heap.totals().promotedBytes()).isEqualTo(1_000);
    assertThat(promotions()).extracting(Promotion::cause).containsExactly(survivedTwice());
  }

  @Test
  void what_to_space_cannot_take_is_promoted_at_once() {
    int list = heap.allocate(owner, 8 * 3_000, 3_000);
    heap.addRoot(list);
    for (int i = 0; heap.totals().scavenges() == 0; i++) {
      heap.store(list, i, heap.allocate(owner, 1_000, 0));
    }
    assertThat(promotions()).extracting(Promotion::cause).contains(Promotion.Cause.TO_SPACE_FULL);
  }

  @Test
  void a_large_object_is_promoted_where_it_lies() {
    heap.addRoot(heap.allocate(owner, 200_000, 0));
    heap.collectYoung();
    assertThat(heap.totals().copiedBytes()).isZero();
    assertThat(promotions())
        .extracting(Promotion::cause)
        .containsExactly(Promotion.Cause.LARGE_OBJECT);
  }

  @Test
  void a_young_object_lives_by_a_slot_of_an_old_one() {
    int old = heap.allocate(owner, 32, 1);
    heap.addRoot(old);
    heap.collectYoung();
    heap.collectYoung();
    int young = heap.allocate(owner, 64, 0);
    heap.store(old, 0, young);
    heap.allocate(owner, 8, 0);
    heap.collectYoung();
    assertThat(heap.load(old, 0)).isEqualTo(young);
    heap.store(old, 0, 0);
    heap.collectYoung();
    assertThat(live()).isEqualTo(32 + 8);
  }

  @Test
  void what_a_full_collection_finds_dead_in_the_old_generation_died_old() {
    int root = heap.addRoot(heap.allocate(owner, 1_000, 0));
    heap.collectYoung();
    heap.collectYoung();
    heap.removeRoot(root);
    heap.allocate(owner, 8, 0);
    heap.collectFully();
    OwnerUsage usage = heap.owners().get(0);
    assertThat(usage.diedOldBytes()).isEqualTo(1_000);
    assertThat(usage.promotedBytes()).isEqualTo(1_008);
  }

  @Test
  void an_open_scope_keeps_what_it_allocated_until_it_is_closed() {
    try (HeapScope scope = heap.openScope()) {
      assertThat(scope).isNotNull();
      heap.allocate(owner, 504, 0);
      heap.allocate(owner, 504, 0);
      heap.collectYoung();
      assertThat(live()).isEqualTo(1_008);
    }
    heap.collectFully();
    assertThat(live()).isZero();
  }

  @Test
  void outside_a_scope_the_newest_object_is_kept_until_the_next_allocation() {
    heap.allocate(owner, 100, 0);
    heap.allocate(owner, 200, 0);
    heap.collectYoung();
    assertThat(live()).isEqualTo(200);
  }

  @Test
  void scopes_are_closed_in_the_reverse_order() {
    HeapScope outer = heap.openScope();
    HeapScope inner = heap.openScope();
    assertThatIllegalStateException().isThrownBy(outer::close).withMessageContaining("still open");
    inner.close();
    outer.close();
    assertThatIllegalStateException().isThrownBy(outer::close).withMessageContaining("closed");
  }

  @Test
  void reserved_room_is_filled_without_a_collection() {
    while (heap.totals().scavenges() == 0) {
      heap.allocate(owner, 400, 0);
    }
    for (int i = 0; i < 20_000; i++) {
      heap.reserve(4_000);
      long before = heap.totals().scavenges();
      for (int j = 0; j < 10; j++) {
        heap.allocate(owner, 400, 0);
      }
      assertThat(heap.totals().scavenges()).isEqualTo(before);
    }
  }

  @Test
  void semi_spaces_double_once_more_has_survived_than_they_hold() {
    int list = heap.allocate(owner, 8 * 12_000, 12_000);
    heap.addRoot(list);
    for (int i = 0; i < 12_000; i++) {
      heap.store(list, i, heap.allocate(owner, 400, 0));
    }
    assertThat(events)
        .filteredOn(HeapEvent.SemiSpaceGrown.class::isInstance)
        .first()
        .extracting(event -> ((HeapEvent.SemiSpaceGrown) event).toBytes())
        .isEqualTo(2 * MB);
  }

  @Test
  void marking_in_steps_precedes_the_full_collection_of_a_growing_heap() {
    GenerationalHeap small =
        GenerationalHeap.of(config.withMaxOldSpaceSize(64 * MB).withMaxSemiSpaceSize(MB));
    List<HeapEvent> seen = new ArrayList<>();
    small.subscribe(seen::add);
    int list = small.allocate(owner, 8 * 50_000, 50_000);
    small.addRoot(list);
    for (int i = 0; small.totals().fullCollections() == 0; i++) {
      small.store(list, i, small.allocate(owner, 1_000, 0));
    }
    assertThat(seen).anyMatch(HeapEvent.MarkingStep.class::isInstance);
    assertThat(small.load(list, 0)).isPositive();
  }

  @Test
  void a_full_old_generation_ends_in_out_of_memory_with_the_last_collections() {
    GenerationalHeap small =
        GenerationalHeap.of(config.withMaxOldSpaceSize(20 * MB).withMaxSemiSpaceSize(MB));
    int list = small.allocate(owner, 8 * 50_000, 50_000);
    small.addRoot(list);
    assertThatExceptionOfType(SimulatedOutOfMemoryException.class)
        .isThrownBy(
            () -> {
              for (int i = 0; i < 50_000; i++) {
                small.store(list, i, small.allocate(owner, 1_000, 0));
              }
            })
        .withMessageContaining("limit of 20 MB")
        .satisfies(e -> assertThat(e.lastCollections()).isNotEmpty());
  }

  @Test
  void growth_outside_the_heap_asks_for_a_full_collection() {
    heap.allocateExternal(owner, 3 * 1024 * MB);
    assertThat(heap.totals().fullCollections()).isEqualTo(1);
    assertThat(heap.owners().get(0).externalBytes()).isEqualTo(3 * 1024 * MB);
  }

  @Test
  void bytes_outside_the_heap_are_freed_no_further_than_held() {
    heap.allocateExternal(owner, 100);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> heap.freeExternal(owner, 101))
        .withMessageContaining("101");
  }

  @Test
  void a_listener_hears_nothing_after_it_left() {
    List<HeapEvent> heard = new ArrayList<>();
    Subscription subscription = heap.subscribe(heard::add);
    subscription.close();
    heap.collectYoung();
    assertThat(heard).isEmpty();
  }

  @Test
  void a_dead_handle_is_named_when_handles_are_checked() {
    int dead = heap.allocate(owner, 32, 1);
    heap.allocate(owner, 32, 1);
    heap.collectYoung();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> heap.load(dead, 0))
        .withMessageContaining(String.valueOf(dead));
  }

  @Test
  void a_dead_handle_is_refused_after_its_place_was_given_to_another_object() {
    int dead = heap.allocate(owner, 32, 1);
    heap.allocate(owner, 32, 1);
    heap.collectYoung();
    for (int i = 0; i < 100; i++) {
      heap.addRoot(heap.allocate(owner, 32, 1));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> heap.addRoot(dead))
        .withMessageContaining("handle " + dead);
  }

  @Test
  void another_heaps_handle_is_refused() {
    GenerationalHeap other =
        GenerationalHeap.of(HeapConfig.v8_6_2().withBaseObjects(false).withHandleChecks(true));
    int own = heap.allocate(owner, 32, 1);
    heap.addRoot(own);
    int foreign = other.allocate(owner, 32, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> heap.store(own, 0, foreign))
        .withMessageContaining("handle " + foreign)
        .withMessageContaining("another heap's");
  }

  @Test
  void a_checked_handle_stays_the_same_wherever_its_object_is_shown() {
    int parent = heap.allocate(owner, 32, 1);
    heap.addRoot(parent);
    int child = heap.allocate(owner, 32, 1);
    heap.store(parent, 0, child);
    heap.collectYoung();
    heap.collectFully();
    List<Integer> shown = new ArrayList<>();
    heap.visitSpaces((object, whose, bytes, place) -> shown.add(object));
    assertThat(heap.load(parent, 0)).isEqualTo(child);
    assertThat(shown).containsExactlyInAnyOrder(parent, child);
  }

  @Test
  void a_slot_out_of_range_is_named_when_handles_are_checked() {
    int object = heap.allocate(owner, 32, 2);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> heap.store(object, 2, object))
        .withMessageContaining("slot=2");
  }

  @Test
  void an_object_without_room_for_its_slots_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> heap.allocate(owner, 8, 3))
        .withMessageContaining("3 reference slots");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> heap.allocate(owner, 0, 0))
        .withMessageContaining(": 0");
  }

  @Test
  void a_root_that_was_removed_is_no_root() {
    int root = heap.addRoot(0);
    heap.removeRoot(root);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> heap.setRoot(root, 0))
        .withMessageContaining("number " + root);
  }

  @Test
  void every_owners_accounts_balance_after_any_collection() {
    Owner other = Owner.named("orders");
    int list = heap.allocate(owner, 8 * 1_000, 1_000);
    heap.addRoot(list);
    for (int i = 0; i < 200_000; i++) {
      heap.store(list, i % 1_000, heap.allocate(i % 3 == 0 ? other : owner, 100 + i % 50, 0));
      if (i % 50_000 == 0) {
        heap.collectFully();
      }
    }
    for (OwnerUsage usage : heap.owners()) {
      assertThat(usage.allocatedBytes())
          .isEqualTo(usage.liveBytes() + usage.diedYoungBytes() + usage.diedOldBytes());
    }
  }

  private static Promotion.Cause survivedTwice() {
    return Promotion.Cause.SURVIVED_TWICE;
  }

  private List<Promotion> promotions() {
    return events.stream().filter(Promotion.class::isInstance).map(Promotion.class::cast).toList();
  }

  private long live() {
    return heap.owners().stream().mapToLong(OwnerUsage::liveBytes).sum();
  }
}

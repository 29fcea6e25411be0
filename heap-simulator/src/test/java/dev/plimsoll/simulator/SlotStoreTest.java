package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlotStoreTest {

  private final SlotStore slots = new SlotStore();

  @Test
  void a_new_range_is_all_null_and_knows_its_length() {
    int range = slots.addYoung(5);
    assertThat(slots.count(range)).isEqualTo(5);
    for (int i = 1; i <= 5; i++) {
      assertThat(slots.get(range + i)).isZero();
    }
  }

  @Test
  void copies_a_range_with_its_slots() {
    int range = slots.addYoung(2);
    slots.set(range + 2, 42);
    slots.flip();
    int copy = slots.copyYoung(range);
    assertThat(slots.get(copy + 2)).isEqualTo(42);
  }

  @Test
  void what_comes_back_from_an_emptied_arena_is_null_again() {
    int range = slots.addYoung(3);
    slots.set(range + 1, 7);
    slots.flip();
    slots.clearFrom();
    slots.flip();
    int again = slots.addYoung(3);
    assertThat(again).isEqualTo(range);
    assertThat(slots.get(again + 1)).isZero();
  }

  @Test
  void a_freed_range_is_used_again_and_null() {
    int range = slots.addOld(4);
    slots.set(range + 3, 9);
    slots.freeOld(range);
    int again = slots.addOld(4);
    assertThat(again).isEqualTo(range);
    for (int i = 1; i <= 4; i++) {
      assertThat(slots.get(again + i)).isZero();
    }
  }

  @Test
  void a_range_of_millions_of_slots_takes_memory_only_where_something_was_stored() {
    int range = slots.addOld(10_000_000);
    slots.set(range + 9_999_999, 3);
    assertThat(slots.count(range)).isEqualTo(10_000_000);
    assertThat(slots.get(range + 9_999_999)).isEqualTo(3);
    assertThat(slots.get(range + 5_000_000)).isZero();
    assertThat(slots.isAllNull(slots.chunkOf(range + 5_000_000))).isTrue();
  }

  @Test
  void a_young_range_too_large_for_a_chunk_is_handed_on_and_freed_with_its_arena() {
    int range = slots.addYoung(300_000);
    slots.set(range + 300_000, 5);
    slots.flip();
    assertThat(slots.copyYoung(range)).isEqualTo(range);
    slots.clearFrom();
    assertThat(slots.get(range + 300_000)).isEqualTo(5);
    slots.flip();
    slots.clearFrom();
    assertThat(slots.isAllNull(slots.chunkOf(range))).isTrue();
  }
}

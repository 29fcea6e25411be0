package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.Owner;
import org.junit.jupiter.api.Test;

/** Large arrays that a program shifts, as a queue of many keys does, while marking is under way. */
class MovedArraysTest {

  /** Too many for a page, so that the array is a large object. */
  private static final int KEYS = 70_000;

  private static final int TURNS = 150_000;
  private static final int KEY_BYTES = 400;
  private static final int GARBAGE_BYTES = 3_000;

  private final Owner owner = Owner.named("keys");

  /** Puts key after key, the oldest goes; answers how often the heap was collected fully. */
  private long fullCollections(HeapConfig config, boolean shifted) {
    GenerationalHeap heap = GenerationalHeap.of(config.withBaseObjects(false));
    int queue = heap.allocateOld(owner, 16 + 8L * KEYS, KEYS);
    heap.addRoot(queue);
    for (int i = 0; i < TURNS; i++) {
      heap.allocate(owner, GARBAGE_BYTES, 0);
      heap.store(queue, i % KEYS, heap.allocate(owner, KEY_BYTES, 0));
      if (shifted) {
        heap.moved(queue);
      }
    }
    return heap.totals().fullCollections();
  }

  @Test
  void v8_6_2_does_not_come_to_the_end_of_its_marking_where_a_large_array_is_shifted() {
    assertThat(fullCollections(HeapConfig.v8_6_2(), false)).isPositive();
    assertThat(fullCollections(HeapConfig.v8_6_2(), true)).isZero();
  }

  @Test
  void other_versions_do() {
    for (HeapConfig config : new HeapConfig[] {HeapConfig.v8_3_14(), HeapConfig.v8_11_3()}) {
      assertThat(fullCollections(config, true)).isEqualTo(fullCollections(config, false));
    }
  }

  @Test
  void an_array_takes_a_place_for_each_move_and_is_visited_once_more_after_the_last() {
    MovedArrays moved = new MovedArrays();
    moved.add(7, 4_096);
    moved.add(9, 4_096);
    moved.add(7, 4_096);
    assertThat(moved.next()).isEqualTo(9);
    moved.visitedUpTo(5_000);
    moved.leave();
    assertThat(moved.next()).isEqualTo(7);
    moved.visitedUpTo(8_192);
    moved.add(7, 4_096);
    assertThat(moved.visited()).isEqualTo(4_096);
    moved.leave();
    moved.leave();
    assertThat(moved.isEmpty()).isFalse();
    moved.leave();
    assertThat(moved.isEmpty()).isTrue();
  }
}

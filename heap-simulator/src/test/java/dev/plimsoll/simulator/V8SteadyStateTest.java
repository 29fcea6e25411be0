package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.Owner;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures that real V8s repeat to the byte. */
class V8SteadyStateTest {

  private static final int ARRAY = 32;

  private final Owner owner = Owner.named("program");

  @Test
  void at_full_survival_3_14_allocates_774224_bytes_between_scavenges_of_one_megabyte() {
    assertThat(fullSurvivalIn3_14())
        .extracting(CollectionStats::allocatedBytes)
        .containsOnly(774_224L);
  }

  @Test
  void a_quarter_of_to_space_is_what_3_14_copies_at_full_survival() {
    long quarter = 1_032_064 / 4;
    assertThat(fullSurvivalIn3_14())
        .extracting(CollectionStats::copiedBytes)
        .allSatisfy(copied -> assertThat(copied).isBetween(quarter - 848, quarter));
  }

  /** Scavenges after the first and before the first full collection. */
  private List<CollectionStats> fullSurvivalIn3_14() {
    GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_3_14().withMaxSemiSpaceSize(1 << 20));
    List<CollectionStats> scavenges = scavengesOf(heap);
    int list = heap.allocate(owner, 16 + 8 * 40_000, 40_000);
    heap.addRoot(list);
    for (int i = 0; i < 40_000; i++) {
      heap.store(list, i, newArray(heap, 100));
    }
    return scavenges.subList(20, 29);
  }

  @Test
  void a_full_11_3_semi_space_takes_seven_buffers_a_page() {
    GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_11_3());
    List<CollectionStats> scavenges = scavengesOf(heap);
    int table = heap.allocate(owner, 16 + 8 * 200_000, 200_000);
    heap.addRoot(table);
    for (int i = 0; i < 200_000; i++) {
      heap.store(table, i, newArray(heap, 28));
    }
    assertThat(scavenges)
        .extracting(CollectionStats::copiedBytes)
        .allMatch(copied -> copied <= 64 * 7 * 32 * 1024)
        .anyMatch(copied -> copied > 64 * 7 * 32 * 1024 - 64 * 272);
  }

  /** An array of 32 bytes and its elements, allocated at once. */
  private int newArray(GenerationalHeap heap, int length) {
    int elementBytes = 16 + 8 * length;
    try (HeapScope scope = heap.openScope()) {
      assertThat(scope).isNotNull();
      heap.reserve(ARRAY + elementBytes);
      int array = heap.allocate(owner, ARRAY, 1);
      heap.store(array, 0, heap.allocate(owner, elementBytes, length));
      return array;
    }
  }

  private static List<CollectionStats> scavengesOf(GenerationalHeap heap) {
    List<CollectionStats> stats = new ArrayList<>();
    heap.subscribe(
        event -> {
          if (event instanceof HeapEvent.Scavenge scavenge) {
            stats.add(scavenge.stats());
          }
        });
    return stats;
  }
}

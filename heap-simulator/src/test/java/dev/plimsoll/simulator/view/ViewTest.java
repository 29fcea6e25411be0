package dev.plimsoll.simulator.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.CollectionStep;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import dev.plimsoll.simulator.HeapEvent.Promotion.Cause;
import dev.plimsoll.simulator.HeapSpace;
import dev.plimsoll.simulator.HeapTotals;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ViewTest {

  private static final HeapConfig V8 =
      HeapConfig.v8_11_3().withBaseObjects(false).withMaxSemiSpaceSize(1 << 20);
  private static final HeapConfig HOTSPOT =
      HeapConfig.hotspotSerial(8 << 20, 2 << 20).withBaseObjects(false);

  /** A table of ten users with a body each, of which every second has been replaced. */
  private static GenerationalHeap users(HeapConfig config) {
    GenerationalHeap heap = GenerationalHeap.of(config);
    Owner users = Owner.named("users");
    Owner requests = Owner.named("requests");
    int table = heap.allocate(users, 16 + 8 * 10, 10);
    heap.addRoot(table);
    for (int i = 0; i < 10; i++) {
      int user = heap.allocate(users, 8_000, 0);
      heap.store(table, i / 2 * 2, user);
      heap.allocate(requests, 3_000, 0);
    }
    heap.allocate(requests, 8, 0);
    return heap;
  }

  @Test
  void a_first_young_collection_copies_what_lives_and_frees_the_rest() {
    assertThat(StepView.lines(users(V8).stepYoung(), 2))
        .containsExactly(
            "young collection 1: 2 roots, 7 copied, 0 promoted, 15 freed",
            "roots",
            "  users#1                       96 B  <- root 1",
            "  requests#22                    8 B  <- scope 0",
            "copied",
            "  users#1                       96 B        new space 0+0 -> new space 0+0",
            "  requests#22                    8 B   new space 0+110096 -> new space 0+96",
            "  and 5 more                40,000 B",
            "freed",
            "  users#2                    8,000 B  new space 0+96",
            "  requests#3                 3,000 B  new space 0+8096",
            "  and 13 more               59,000 B");
  }

  @Test
  void what_survives_twice_is_promoted_and_says_so() {
    GenerationalHeap heap = users(V8);
    heap.stepYoung();
    assertThat(StepView.lines(heap.stepYoung(), 1))
        .containsExactly(
            "young collection 2: 2 roots, 0 copied, 7 promoted, 0 freed",
            "roots",
            "  users#1                       96 B  <- root 1",
            "  and 1 more                     8 B",
            "promoted",
            "  users#1                       96 B        new space 0+0 -> old space 0+0"
                + "        survived twice",
            "  and 6 more                40,008 B");
  }

  @Test
  void a_slot_of_an_old_object_is_a_root_of_a_young_collection() {
    GenerationalHeap heap = users(V8);
    heap.stepYoung();
    heap.stepYoung();
    int young = heap.allocate(Owner.named("fresh"), 64, 0);
    heap.store(1, 3, young);
    CollectionStep step = heap.stepYoung();
    assertThat(step.roots()).extracting(CollectionStep.Root::name).contains("old users#1[3]");
  }

  @Test
  void each_cause_of_a_promotion_is_told() {
    GenerationalHeap heap = GenerationalHeap.of(V8);
    Owner owner = Owner.named("large");
    heap.addRoot(heap.allocate(owner, 300_000, 0));
    heap.addRoot(heap.allocate(owner, 100, 0));
    assertThat(heap.stepYoung().promoted())
        .extracting(CollectionStep.Promoted::cause)
        .containsExactly(Cause.LARGE_OBJECT);
    heap.allocate(owner, 8, 0);
    assertThat(heap.stepFully().promoted())
        .extracting(CollectionStep.Promoted::cause)
        .containsOnly(Cause.FULL_COLLECTION);

    GenerationalHeap hotspot = GenerationalHeap.of(HOTSPOT.withMaxTenuringThreshold(0));
    hotspot.addRoot(hotspot.allocate(owner, 100, 0));
    assertThat(hotspot.stepYoung().promoted())
        .extracting(CollectionStep.Promoted::cause)
        .containsOnly(Cause.AGE_REACHED);

    GenerationalHeap full = GenerationalHeap.of(HOTSPOT);
    for (int i = 0; i < 40; i++) {
      full.addRoot(full.allocate(owner, 10_000, 0));
    }
    assertThat(full.stepYoung().promoted())
        .extracting(CollectionStep.Promoted::cause)
        .containsOnly(Cause.TO_SPACE_FULL);

    GenerationalHeap old = GenerationalHeap.of(HeapConfig.v8_3_14().withBaseObjects(false));
    for (int i = 0; i < 60; i++) {
      old.addRoot(old.allocate(owner, 10_000, 0));
    }
    assertThat(old.stepYoung().promoted())
        .extracting(CollectionStep.Promoted::cause)
        .containsOnly(Cause.TO_SPACE_CROWDED);
  }

  @Test
  void a_step_adds_up_to_what_the_collection_reports() {
    for (HeapConfig config : List.of(V8, HOTSPOT)) {
      GenerationalHeap heap = users(config);
      CollectionStep step = heap.stepYoung();
      HeapTotals totals = heap.totals();
      assertThat(step.copied().stream().mapToLong(m -> m.object().bytes()).sum())
          .isEqualTo(totals.copiedBytes());
      assertThat(step.promoted().stream().mapToLong(m -> m.object().bytes()).sum())
          .isEqualTo(totals.promotedBytes());
      CollectionStep second = heap.stepFully();
      assertThat(second.collection().stats().number()).isEqualTo(2);
      assertThat(second.freed()).isEmpty();
    }
  }

  @Test
  void a_full_collection_frees_old_objects_even_where_sweeping_waits() {
    for (HeapConfig config : List.of(V8, HOTSPOT)) {
      GenerationalHeap heap = users(config);
      heap.stepFully();
      heap.removeRoot(1);
      heap.allocate(Owner.named("newest"), 8, 0);
      assertThat(heap.stepFully().freed()).hasSize(7);
    }
  }

  @Test
  void the_map_shows_spaces_and_pages_by_owner_and_what_waits_to_be_collected() {
    assertThat(HeapMap.lines(users(V8)))
        .containsExactly(
            "new space: 107.5 of 1,006.7 KB, a cell is 4,026 B",
            "    0 |aabAAaabAAbaabAAaabAAbaabAAb....................................|",
            "    1 to 3 are free",
            "A users                            39.2 KB reached         39.1 KB wait to be"
                + " collected",
            "B requests                          0.0 KB reached         29.3 KB wait to be"
                + " collected");
  }

  @Test
  void the_map_of_hotspot_is_told_in_eighths() {
    GenerationalHeap heap = users(HOTSPOT);
    heap.collectYoung();
    assertThat(HeapMap.lines(heap))
        .contains("eden: 0.0 of 1,664.0 KB, a cell is 3,328 B", "    0 to 7 are free")
        .anyMatch(line -> line.startsWith("survivor: 39.2 of 192.0 KB"));
  }

  @Test
  void nothing_is_wider_than_100_columns() {
    GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_11_3());
    for (int i = 0; i < 60; i++) {
      Owner owner = Owner.named("an owner with a name that is much too long to fit, number " + i);
      for (int j = 0; j < 40; j++) {
        heap.addRoot(heap.allocate(owner, 20_000 + 1_000_000L * (j / 39), 0));
      }
    }
    assertThat(HeapMap.lines(heap)).allSatisfy(ViewTest::fits);
    assertThat(StepView.lines(heap.stepYoung(), 50)).allSatisfy(ViewTest::fits);
    assertThat(HeapMap.lines(heap)).allSatisfy(ViewTest::fits);
    assertThat(StepView.lines(heap.stepFully(), 50)).allSatisfy(ViewTest::fits);
  }

  private static void fits(String line) {
    assertThat(line).hasSizeLessThanOrEqualTo(100);
  }

  @Test
  void no_two_objects_lie_in_one_place() {
    for (HeapConfig config : List.of(V8, HOTSPOT)) {
      GenerationalHeap heap = users(config);
      for (int round = 0; round < 3; round++) {
        Map<String, Long> ends = new HashMap<>();
        Set<String> places = new HashSet<>();
        heap.visitSpaces(
            (object, owner, bytes, place) -> {
              assertThat(places.add(place.toString())).isTrue();
              ends.merge(place.space().name(), bytes, Long::sum);
            });
        List<HeapSpace> spaces = heap.visitSpaces((object, owner, bytes, place) -> {});
        assertThat(spaces).extracting(HeapSpace::name).containsAll(ends.keySet());
        heap.collectYoung();
      }
    }
  }

  @Test
  void a_part_of_no_length_is_refused() {
    CollectionStep step = users(V8).stepYoung();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StepView.lines(step, 0))
        .withMessageContaining(": 0");
  }
}

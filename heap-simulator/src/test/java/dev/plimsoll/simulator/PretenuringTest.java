package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.HeapEvent.Promotion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PretenuringTest {

  private static final int MB = 1 << 20;
  private static final int OBJECT_BYTES = 1024;
  private static final int KEPT_SLOTS = 40_000;
  private static final HeapConfig CONFIG =
      HeapConfig.v8_11_3().withBaseObjects(false).withMaxSemiSpaceSize(MB).withPretenuring(true);

  private final Owner owner = Owner.named("users");
  private final GenerationalHeap heap = GenerationalHeap.of(CONFIG);
  private final AllocationSite site = heap.newAllocationSite(owner);

  private int allocate(GenerationalHeap into, AllocationSite at, int objects, boolean kept) {
    int table = into.allocateOld(owner, 8L * KEPT_SLOTS, KEPT_SLOTS);
    into.addRoot(table);
    int last = 0;
    for (int i = 0; i < objects; i++) {
      last = into.allocate(at, OBJECT_BYTES, 0);
      if (kept) {
        into.store(table, i % KEPT_SLOTS, last);
      }
    }
    return last;
  }

  @Test
  void what_nearly_always_survives_is_allocated_old_once_the_code_has_followed() {
    allocate(heap, site, 3_000, true);
    assertThat(site.decision).isEqualTo(AllocationSite.Decision.TENURE);
    assertThat(site.isTenured()).isFalse();

    allocate(heap, site, V8Rules.TENURED_AFTER_ALLOCATIONS, true);

    assertThat(site.isTenured()).isTrue();
    long scavenges = heap.totals().scavenges();
    assertThat(heap.isYoung(allocate(heap, site, 5_000, true))).isFalse();
    assertThat(heap.totals().scavenges()).isEqualTo(scavenges);
  }

  @Test
  void what_dies_young_stays_young_for_good() {
    allocate(heap, site, 5_000, false);
    assertThat(heap.isYoung(allocate(heap, site, 30_000, true))).isTrue();
    assertThat(site.isTenured()).isFalse();
  }

  @Test
  void a_site_of_few_objects_is_not_judged() {
    Owner other = Owner.named("requests");
    int root = heap.addRoot(0);
    for (int i = 0; i < 40_000; i++) {
      if (i % 20 == 0) {
        heap.setRoot(root, heap.allocate(site, 32, 0));
      }
      heap.allocate(other, OBJECT_BYTES, 0);
    }
    assertThat(site.decision).isEqualTo(AllocationSite.Decision.NONE);
  }

  @Test
  void nothing_is_tenured_unless_asked_for() {
    GenerationalHeap plain = GenerationalHeap.of(CONFIG.withPretenuring(false));
    AllocationSite unwatched = plain.newAllocationSite(owner);
    assertThat(plain.isYoung(allocate(plain, unwatched, 30_000, true))).isTrue();
  }

  @Test
  void objects_of_a_site_are_their_owners() {
    List<Promotion> promotions = new ArrayList<>();
    heap.subscribe(
        event -> {
          if (event instanceof Promotion promotion) {
            promotions.add(promotion);
          }
        });
    int root = heap.addRoot(heap.allocate(site, 40, 0));
    heap.addRoot(heap.allocate(owner, 24, 0));
    heap.collectFully();

    assertThat(root).isPositive();
    assertThat(heap.owners()).hasSize(1);
    assertThat(heap.owners().get(0).owner()).isSameAs(owner);
    assertThat(heap.owners().get(0).liveBytes()).isEqualTo(64);
    assertThat(promotions).hasSize(1);
    assertThat(promotions.get(0).bytes()).isEqualTo(64);
  }

  @Test
  void another_heaps_site_is_refused() {
    AllocationSite foreign = GenerationalHeap.of(CONFIG).newAllocationSite(owner);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> heap.allocate(foreign, 32, 0))
        .withMessageContaining("another heap's");
  }

  @Test
  void a_runtime_that_does_not_pretenure_refuses_the_option() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeapConfig.v8_6_2().withPretenuring(true))
        .withMessageContaining("V8 6.2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeapConfig.hotspotSerial(64 * MB, 16 * MB).withPretenuring(true))
        .withMessageContaining("HotSpot");
  }
}

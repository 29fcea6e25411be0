package dev.plimsoll.simulator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import dev.plimsoll.simulator.HeapRetention;
import dev.plimsoll.simulator.HeapTotals;
import dev.plimsoll.simulator.ReachabilityVisitor.RootKind;
import org.junit.jupiter.api.Test;

class HeapSnapshotTest {

  @Test
  void it_holds_what_the_roots_reach_and_no_garbage() {
    try (SampleHeap sample = new SampleHeap()) {
      HeapSnapshot snapshot = HeapSnapshot.take(sample.heap);

      assertThat(snapshot.owners())
          .extracting(OwnerShare::owner, OwnerShare::objects, OwnerShare::bytes)
          .containsExactlyInAnyOrder(
              tuple(
                  sample.users,
                  1L + SampleHeap.USERS,
                  (long) SampleHeap.TABLE_BYTES + SampleHeap.USERS * SampleHeap.USER_BYTES),
              tuple(
                  sample.bodies,
                  (long) SampleHeap.USERS,
                  (long) SampleHeap.USERS * SampleHeap.BODY_BYTES),
              tuple(sample.settings, 1L, (long) SampleHeap.SETTINGS_BYTES),
              tuple(sample.sessions, 1L, (long) SampleHeap.SESSION_BYTES));
      assertThat(snapshot.references()).isEqualTo(2 * SampleHeap.USERS + 2);
    }
  }

  @Test
  void what_it_holds_is_what_a_full_collection_leaves() {
    try (SampleHeap sample =
        new SampleHeap(HeapConfig.hotspotSerial(64L << 20, 21L << 20).withBaseObjects(false))) {
      long bytes = HeapSnapshot.take(sample.heap).bytes();
      sample.heap.collectFully();
      assertThat(sample.heap.memoryUsage().heapUsed()).isEqualTo(bytes);
    }
  }

  @Test
  void taking_it_changes_nothing() {
    try (SampleHeap sample = new SampleHeap()) {
      HeapTotals before = sample.heap.totals();
      long used = sample.heap.memoryUsage().heapUsed();
      HeapSnapshot.take(sample.heap);
      assertThat(sample.heap.totals()).isEqualTo(before);
      assertThat(sample.heap.memoryUsage().heapUsed()).isEqualTo(used);
    }
  }

  @Test
  void a_path_leads_from_a_root_over_each_slot_to_the_object() {
    try (SampleHeap sample = new SampleHeap()) {
      RetainingPath path = HeapSnapshot.take(sample.heap).retainingPath(sample.body[5]);

      assertThat(path.kind()).isEqualTo(RootKind.PROGRAM);
      assertThat(path.steps())
          .extracting(RetainingPath.Step::object, RetainingPath.Step::owner, s -> s.slot())
          .containsExactly(
              tuple(sample.table, sample.users, -1),
              tuple(sample.user[5], sample.users, 5),
              tuple(sample.body[5], sample.bodies, 0));
      assertThat(path)
          .hasToString(
              "program root 1 -> users#%d -> [5] users#%d -> [0] %s#%d"
                  .formatted(sample.table, sample.user[5], sample.bodies, sample.body[5]));
    }
  }

  @Test
  void the_shortest_path_is_taken() {
    try (SampleHeap sample = new SampleHeap()) {
      RetainingPath path = HeapSnapshot.take(sample.heap).retainingPath(sample.body[3]);
      assertThat(path.kind()).isEqualTo(RootKind.SCOPE);
      assertThat(path.steps()).hasSize(2);
    }
  }

  @Test
  void an_object_that_is_shared_is_retained_by_none_of_those_that_share_it() {
    try (SampleHeap sample = new SampleHeap()) {
      HeapSnapshot snapshot = HeapSnapshot.take(sample.heap);

      assertThat(snapshot.retainedSize(sample.user[5]))
          .isEqualTo(SampleHeap.USER_BYTES + SampleHeap.BODY_BYTES);
      assertThat(snapshot.retainedSize(sample.user[3])).isEqualTo(SampleHeap.USER_BYTES);
      assertThat(snapshot.dominator(sample.body[5])).isEqualTo(sample.user[5]);
      assertThat(snapshot.dominator(sample.body[3])).isZero();
      // User 7 hangs in the settings, too; the table retains all but it and the shared body.
      assertThat(snapshot.retainedSize(sample.table))
          .isEqualTo(
              SampleHeap.TABLE_BYTES
                  + (SampleHeap.USERS - 1) * SampleHeap.USER_BYTES
                  + (SampleHeap.USERS - 2) * SampleHeap.BODY_BYTES);
    }
  }

  @Test
  void an_owner_retains_what_all_of_its_objects_together_keep() {
    try (SampleHeap sample = new SampleHeap()) {
      HeapSnapshot snapshot = HeapSnapshot.take(sample.heap);

      // Users hold each of the bodies; only body 3 is held by a session as well.
      assertThat(snapshot.retainedSize(sample.users))
          .isEqualTo(
              SampleHeap.TABLE_BYTES
                  + SampleHeap.USERS * SampleHeap.USER_BYTES
                  + (SampleHeap.USERS - 1) * SampleHeap.BODY_BYTES);
      assertThat(snapshot.retainedSize(sample.sessions)).isEqualTo(SampleHeap.SESSION_BYTES);
      assertThat(snapshot.retainedSize(Owner.named("users"))).isZero();
    }
  }

  @Test
  void two_snapshots_differ_by_owner_and_what_grew_most_comes_first() {
    try (SampleHeap sample = new SampleHeap()) {
      HeapSnapshot before = HeapSnapshot.take(sample.heap);
      Owner fresh = Owner.named("fresh");
      sample.heap.addRoot(sample.heap.allocate(fresh, 1_000, 0));
      sample.heap.store(sample.table, 5, 0);
      HeapSnapshot after = HeapSnapshot.take(sample.heap);

      assertThat(HeapSnapshot.diff(before, after))
          .extracting(OwnerDiff::owner, OwnerDiff::objectsGrown, OwnerDiff::bytesGrown)
          .startsWith(tuple(fresh, 1L, 1_000L))
          .endsWith(
              tuple(sample.users, -1L, (long) -SampleHeap.USER_BYTES),
              tuple(sample.bodies, -1L, (long) -SampleHeap.BODY_BYTES));
    }
  }

  @Test
  void containers_that_report_from_other_threads_are_seen() {
    GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_11_3().withBaseObjects(false));
    Owner cache = Owner.named("cache");
    try (HeapRetention retention = heap.retentionListener()) {
      for (int id = 0; id < 100; id++) {
        retention.retained(cache, id, 64);
      }
      retention.released(cache, 0, 64, ReleaseCause.EVICTED);
      OwnerShare share = HeapSnapshot.take(heap).owners().get(0);
      // And the table that holds them, which the model of a container has.
      assertThat(share.objects()).isEqualTo(99 + 1);
    }
  }

  @Test
  void a_handle_that_no_root_reaches_is_refused() {
    try (SampleHeap sample = new SampleHeap()) {
      HeapSnapshot snapshot = HeapSnapshot.take(sample.heap);
      for (int handle : new int[] {-1, 0, 1_000_000}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> snapshot.retainingPath(handle))
            .withMessageContaining("handle " + handle);
        assertThatIllegalArgumentException().isThrownBy(() -> snapshot.retainedSize(handle));
      }
    }
  }

  @Test
  void a_list_of_a_million_needs_no_deep_stack() {
    GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_11_3().withBaseObjects(false));
    Owner list = Owner.named("list");
    int root = heap.addRoot(0);
    int head = 0;
    for (int i = 0; i < 1_000_000; i++) {
      int next = heap.allocate(list, 24, 1);
      heap.store(next, 0, head);
      head = next;
      heap.setRoot(root, head);
    }
    HeapSnapshot snapshot = HeapSnapshot.take(heap);
    assertThat(snapshot.retainedSize(head)).isEqualTo(24_000_000);
    assertThat(snapshot.retainedSize(list)).isEqualTo(24_000_000);
  }
}

package dev.plimsoll.simulator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots in V8's format, read back by a strict reader of the format's published fields. */
class V8SnapshotTest {

  private static final int SYNTHETIC_NODES = 5;

  @TempDir private Path directory;

  private V8SnapshotReader written(HeapSnapshot snapshot) throws IOException {
    Path file = directory.resolve("sample.heapsnapshot");
    snapshot.writeHeapSnapshot(file);
    return V8SnapshotReader.read(file);
  }

  @Test
  void each_object_is_a_node_named_by_its_owner_with_its_own_size() throws IOException {
    try (SampleHeap sample = new SampleHeap()) {
      HeapSnapshot snapshot = HeapSnapshot.take(sample.heap);
      V8SnapshotReader read = written(snapshot);

      assertThat(read.nodes).hasSize(SYNTHETIC_NODES + snapshot.objects());
      for (OwnerShare share : snapshot.owners()) {
        var ofOwner =
            read.nodes.stream().filter(n -> n.name().equals(share.owner().name())).toList();
        assertThat(ofOwner).hasSize((int) share.objects());
        assertThat(ofOwner).allMatch(node -> node.type().equals("object"));
        assertThat(ofOwner.stream().mapToLong(V8SnapshotReader.Node::selfSize).sum())
            .isEqualTo(share.bytes());
      }
    }
  }

  @Test
  void roots_are_v8s_synthetic_ones() throws IOException {
    try (SampleHeap sample = new SampleHeap()) {
      V8SnapshotReader read = written(HeapSnapshot.take(sample.heap));

      assertThat(read.nodes.subList(0, SYNTHETIC_NODES))
          .extracting(V8SnapshotReader.Node::type, V8SnapshotReader.Node::name)
          .containsExactly(
              tuple("synthetic", ""),
              tuple("synthetic", "(GC roots)"),
              tuple("synthetic", "(Strong roots)"),
              tuple("synthetic", "(Global handles)"),
              tuple("synthetic", "(Handle scope)"));
      assertThat(read.nodes.get(0).edges())
          .extracting(V8SnapshotReader.Edge::type, V8SnapshotReader.Edge::nameOrIndex)
          .containsExactly(
              tuple("element", 1), tuple("shortcut", "root 1"), tuple("shortcut", "root 2"));
    }
  }

  @Test
  void references_are_elements_at_their_slots() throws IOException {
    try (SampleHeap sample = new SampleHeap()) {
      HeapSnapshot snapshot = HeapSnapshot.take(sample.heap);
      V8SnapshotReader read = written(snapshot);

      var table = read.byId(snapshot.nodeId(sample.table));
      assertThat(table.edges()).hasSize(SampleHeap.USERS);
      assertThat(table.edges().get(5).nameOrIndex()).isEqualTo(5);
      assertThat(read.nodes.get(table.edges().get(5).toNode()).id())
          .isEqualTo(snapshot.nodeId(sample.user[5]));
    }
  }

  @Test
  void a_retaining_path_is_the_simulators() throws IOException {
    try (SampleHeap sample = new SampleHeap()) {
      HeapSnapshot snapshot = HeapSnapshot.take(sample.heap);
      List<String> owners =
          snapshot.retainingPath(sample.body[9]).steps().stream()
              .map(step -> step.owner().name())
              .collect(Collectors.toList());
      owners.addAll(0, List.of("", "(GC roots)", "(Global handles)"));

      assertThat(written(snapshot).pathTo(snapshot.nodeId(sample.body[9]))).isEqualTo(owners);
    }
  }

  @Test
  void a_heap_with_the_runtimes_own_objects_is_written_whole() throws IOException {
    for (HeapConfig config :
        List.of(
            HeapConfig.v8_3_14(),
            HeapConfig.v8_6_2(),
            HeapConfig.v8_11_3(),
            HeapConfig.hotspotSerial(64L << 20, 21L << 20))) {
      HeapSnapshot snapshot = HeapSnapshot.take(GenerationalHeap.of(config));
      V8SnapshotReader read = written(snapshot);
      assertThat(read.nodes).hasSize(SYNTHETIC_NODES + snapshot.objects());
      assertThat(read.nodes.stream().mapToLong(V8SnapshotReader.Node::selfSize).sum())
          .isEqualTo(snapshot.bytes())
          .isPositive();
    }
  }

  @Test
  void a_node_keeps_its_id_in_later_snapshots_and_leaves_it_to_no_other() throws IOException {
    GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_11_3().withBaseObjects(false));
    Owner owner = Owner.named("users");
    int lasting = heap.allocate(owner, 32, 1);
    heap.addRoot(lasting);
    int leaving = heap.addRoot(heap.allocate(owner, 40, 0));
    V8SnapshotReader before = written(HeapSnapshot.take(heap));

    heap.removeRoot(leaving);
    heap.allocate(owner, 8, 0);
    heap.collectFully();
    heap.store(lasting, 0, heap.allocate(owner, 48, 0));
    V8SnapshotReader after = written(HeapSnapshot.take(heap));

    assertThat(idOf(after, 32)).isEqualTo(idOf(before, 32));
    assertThat(before.nodes).extracting(V8SnapshotReader.Node::id).doesNotContain(idOf(after, 48));
  }

  private static long idOf(V8SnapshotReader snapshot, long selfSize) {
    return snapshot.nodes.stream()
        .filter(node -> node.selfSize() == selfSize)
        .mapToLong(V8SnapshotReader.Node::id)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void an_empty_heap_has_its_roots_alone() throws IOException {
    GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_11_3().withBaseObjects(false));
    assertThat(written(HeapSnapshot.take(heap)).nodes).hasSize(SYNTHETIC_NODES);
  }
}

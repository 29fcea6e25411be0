package dev.plimsoll.simulator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.JavaClass;
import shark.CloseableHeapGraph;
import shark.HeapAnalysisSuccess;
import shark.HeapAnalyzer;
import shark.HeapObject;
import shark.HprofHeapGraph;
import shark.LeakTrace;
import shark.LeakTraceReference;
import shark.OnAnalysisProgressListener;

/** Dumps in HPROF's format, read by Shark (LeakCanary) and by the reader inside VisualVM. */
class HprofSnapshotTest {

  @TempDir private Path directory;

  private Path written(HeapSnapshot snapshot) throws IOException {
    Path file = directory.resolve("sample.hprof");
    snapshot.writeHprof(file);
    return file;
  }

  /** How many objects an owner has, and their bytes. */
  private record Share(long objects, long bytes) {
    Share plus(long more) {
      return new Share(objects + 1, bytes + more);
    }
  }

  private static Map<String, Share> simulated(HeapSnapshot snapshot) {
    Map<String, Share> shares = new HashMap<>();
    snapshot.owners().forEach(s -> shares.put(s.owner().name(), new Share(s.objects(), s.bytes())));
    return shares;
  }

  @Test
  void shark_finds_the_objects_and_sizes_of_each_owner() throws IOException {
    try (SampleHeap sample = new SampleHeap()) {
      HeapSnapshot snapshot = HeapSnapshot.take(sample.heap);
      try (CloseableHeapGraph graph = open(written(snapshot))) {
        assertThat(sharksShares(graph)).isEqualTo(simulated(snapshot));
      }
    }
  }

  @Test
  void shark_finds_the_simulators_retaining_path() throws IOException {
    try (SampleHeap sample = new SampleHeap()) {
      HeapSnapshot snapshot = HeapSnapshot.take(sample.heap);
      List<String> expected = new ArrayList<>();
      RetainingPath path = snapshot.retainingPath(sample.body[5]);
      for (int step = 1; step < path.steps().size(); step++) {
        String from = path.steps().get(step - 1).owner().name();
        expected.add(from + '[' + path.steps().get(step).slot() + ']');
      }

      assertThat(sharksPath(written(snapshot), sample.bodies, 5)).isEqualTo(expected);
    }
  }

  @Test
  void the_reader_inside_visualvm_finds_the_objects_of_each_owner() throws IOException {
    try (SampleHeap sample = new SampleHeap()) {
      HeapSnapshot snapshot = HeapSnapshot.take(sample.heap);
      Heap heap = HeapFactory.createHeap(written(snapshot).toFile());
      Map<String, Long> expected = new HashMap<>();
      snapshot.owners().forEach(s -> expected.put(s.owner().name(), s.objects()));
      Map<String, Long> found = new HashMap<>();
      for (Object each : heap.getAllClasses()) {
        JavaClass owner = (JavaClass) each;
        if (expected.containsKey(owner.getName())) {
          found.merge(owner.getName(), (long) owner.getInstancesCount(), Long::sum);
        }
      }
      assertThat(found).isEqualTo(expected);
    }
  }

  @Test
  void every_preset_with_the_runtimes_own_objects_is_read() throws IOException {
    for (HeapConfig config :
        List.of(
            HeapConfig.v8_3_14(),
            HeapConfig.v8_11_3(),
            HeapConfig.hotspotSerial(64L << 20, 21L << 20))) {
      HeapSnapshot snapshot = HeapSnapshot.take(GenerationalHeap.of(config));
      try (CloseableHeapGraph graph = open(written(snapshot))) {
        assertThat(sharksShares(graph)).isEqualTo(simulated(snapshot));
      }
    }
  }

  @Test
  void objects_of_every_shape_keep_their_sizes() throws IOException {
    GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_11_3().withBaseObjects(false));
    Owner shapes = Owner.named("shapes");
    for (int slots : new int[] {0, 1, 2, 31, 32, 33, 64, 65, 1_000, 300_000}) {
      for (long over : new long[] {0, 4, 8, 12, 16, 40, 44, 48, 500, 3_000_000}) {
        if (slots > 0 || over > 0) {
          heap.addRoot(heap.allocate(shapes, 4L * slots + over, slots));
        }
      }
    }
    HeapSnapshot snapshot = HeapSnapshot.take(heap);
    try (CloseableHeapGraph graph = open(written(snapshot))) {
      assertThat(sharksShares(graph)).isEqualTo(simulated(snapshot));
    }
  }

  @Test
  void an_object_that_the_format_cannot_hold_is_refused_with_its_size() {
    GenerationalHeap heap =
        GenerationalHeap.of(
            HeapConfig.v8_11_3().withBaseObjects(false).withMaxOldSpaceSize(8192L << 20));
    long bytes = 3L << 30;
    heap.addRoot(heap.allocate(Owner.named("huge"), bytes, 0));
    HeapSnapshot snapshot = HeapSnapshot.take(heap);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> written(snapshot))
        .withMessageContaining(String.valueOf(bytes));
  }

  private static CloseableHeapGraph open(Path file) {
    return HprofHeapGraph.Companion.openHeapGraph(file.toFile(), null, Set.of());
  }

  /** By Shark: an instance's own size and those of the arrays that its fields name. */
  private static Map<String, Share> sharksShares(CloseableHeapGraph graph) {
    Map<String, Share> shares = new HashMap<>();
    Iterator<HeapObject.HeapInstance> instances = graph.getInstances().iterator();
    while (instances.hasNext()) {
      HeapObject.HeapInstance instance = instances.next();
      long bytes = instance.getByteSize() + part(instance, "slots") + part(instance, "body");
      shares.merge(instance.getInstanceClassName(), new Share(1, bytes), (a, b) -> a.plus(bytes));
    }
    return shares;
  }

  private static long part(HeapObject.HeapInstance instance, String field) {
    var found = instance.get(instance.getInstanceClassName(), field);
    HeapObject part = found == null ? null : found.getValue().getAsObject();
    return part == null ? 0 : part.getRecordSize() - arrayHead(part);
  }

  // Of an array's record, what is not its elements: id, trace, length, and class or type.
  private static int arrayHead(HeapObject part) {
    return part.getAsObjectArray() == null ? 13 : 16;
  }

  @SuppressWarnings("deprecation")
  private List<String> sharksPath(Path file, Owner owner, int number) {
    HeapAnalyzer analyzer = new HeapAnalyzer(OnAnalysisProgressListener.Companion.getNO_OP());
    HeapAnalysisSuccess analysis =
        (HeapAnalysisSuccess)
            analyzer.analyze(
                file.toFile(),
                graph -> Set.of(bodyOfUser(graph, owner, number)),
                List.of(),
                false,
                List.of(),
                heap -> Map.of(),
                null);
    LeakTrace trace = analysis.getApplicationLeaks().get(0).getLeakTraces().get(0);
    List<String> path = new ArrayList<>();
    String from = "";
    for (LeakTraceReference reference : trace.getReferencePath()) {
      if (reference.getReferenceType() == LeakTraceReference.ReferenceType.ARRAY_ENTRY) {
        path.add(from + '[' + reference.getReferenceName() + ']');
      } else if (reference.getReferenceName().equals("slots")) {
        from = reference.getOriginObject().getClassName();
      } else {
        String slot = reference.getReferenceName().substring("slot".length());
        path.add(reference.getOriginObject().getClassName() + '[' + slot + ']');
      }
    }
    return path;
  }

  /** The body of a user, found by Shark alone: the table's element of that number holds it. */
  private static long bodyOfUser(shark.HeapGraph graph, Owner bodies, int number) {
    Iterator<HeapObject.HeapInstance> instances = graph.getInstances().iterator();
    while (instances.hasNext()) {
      HeapObject.HeapInstance instance = instances.next();
      var slots = instance.get("users", "slots");
      if (slots != null) {
        long[] elements =
            slots.getValue().getAsObject().getAsObjectArray().readRecord().getElementIds();
        HeapObject user = graph.findObjectById(elements[number]);
        HeapObject body = user.getAsInstance().get("users", "slot0").getValue().getAsObject();
        assertThat(body.getAsInstance().getInstanceClassName()).isEqualTo(bodies.name());
        return body.getObjectId();
      }
    }
    throw new AssertionError("shark finds no table");
  }
}

package dev.plimsoll.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.Owner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shark.HeapAnalysisSuccess;
import shark.HeapAnalyzer;
import shark.HeapObject;
import shark.LeakTrace;
import shark.LeakTraceReference;
import shark.OnAnalysisProgressListener;

/**
 * Shark (LeakCanary's heap analyser) is the oracle for the way from a static field to a container.
 */
class SharkOracleTest {

  static final Holder HOLDER = new Holder();
  private static final List<Owner> OWNERS = new ArrayList<>();

  @TempDir static Path directory;
  private static HeapDump dump;
  private static Path file;

  /** Holds containers in all the ways that a path must tell apart. */
  static final class Holder {
    final Map<String, Object> direct = new TreeMap<>();
    final Object[] shelves = new Object[3];
    Holder next;
  }

  @BeforeAll
  static void write_a_dump() throws IOException {
    HOLDER.shelves[1] = new HashMap<>(Map.of("a", 1));
    HOLDER.next = new Holder();
    OWNERS.add(Owner.named("direct").heldBy(HOLDER.direct));
    OWNERS.add(Owner.named("shelf").heldBy(HOLDER.shelves[1]));
    OWNERS.add(Owner.named("deep").heldBy(HOLDER.next.direct));
    file = directory.resolve("shark.hprof");
    HeapDump.write(file, Duration.ZERO);
    dump = HeapDump.open(file);
  }

  @Test
  void the_way_to_each_container_is_sharks_way() {
    for (Owner owner : OWNERS) {
      String type = owner.container().orElseThrow().getClass().getSimpleName();
      String expected = sharksWay(owner) + " -> " + type + " \"" + owner.name() + '"';
      assertThat(withoutIndexes(dump.path(owner.name()))).isEqualTo(withoutIndexes(expected));
    }
  }

  @Test
  void an_element_is_told_by_its_index_in_the_array() {
    assertThat(dump.path("shelf")).contains("Object[1]");
  }

  // Shark counts only the elements that are not null.
  private static String withoutIndexes(String path) {
    return path.replaceAll("\\[\\d+]", "[]");
  }

  /** Shark's references from the static field on, in this module's words. */
  private static String sharksWay(Owner owner) {
    List<String> words = new ArrayList<>();
    for (LeakTraceReference reference : sharksTrace(owner).getReferencePath()) {
      String from = reference.getOwningClassSimpleName();
      switch (reference.getReferenceType()) {
        case STATIC_FIELD -> words.add("static " + from + '.' + reference.getReferenceName());
        case ARRAY_ENTRY -> words.add("Object[" + reference.getReferenceName() + ']');
        default -> words.add(from + '.' + reference.getReferenceName());
      }
    }
    int fromStatic = 0;
    while (!words.get(fromStatic).startsWith("static SharkOracleTest.HOLDER")) {
      fromStatic++;
    }
    return String.join(" -> ", words.subList(fromStatic, words.size()));
  }

  @SuppressWarnings("deprecation")
  private static LeakTrace sharksTrace(Owner owner) {
    HeapAnalyzer analyzer = new HeapAnalyzer(OnAnalysisProgressListener.Companion.getNO_OP());
    HeapAnalysisSuccess analysis =
        (HeapAnalysisSuccess)
            analyzer.analyze(
                file.toFile(),
                graph -> Set.of(containerId(graph, owner)),
                List.of(),
                false,
                List.of(),
                heap -> Map.of(),
                null);
    return analysis.getApplicationLeaks().get(0).getLeakTraces().get(0);
  }

  /** Finds the owner's container with shark alone. */
  private static long containerId(shark.HeapGraph graph, Owner owner) {
    var instances = graph.getInstances().iterator();
    while (instances.hasNext()) {
      HeapObject.HeapInstance instance = instances.next();
      if (instance.getInstanceClassName().equals(Owner.class.getName())
          && owner
              .name()
              .equals(instance.get(Owner.class.getName(), "name").getValue().readAsJavaString())) {
        HeapObject.HeapInstance reference =
            instance
                .get(Owner.class.getName(), "container")
                .getValue()
                .getAsObject()
                .getAsInstance();
        return reference.get("java.lang.ref.Reference", "referent").getValue().getAsObjectId();
      }
    }
    throw new AssertionError("shark finds no owner " + owner);
  }
}

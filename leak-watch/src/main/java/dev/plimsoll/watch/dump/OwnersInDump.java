package dev.plimsoll.watch.dump;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the owners in a dump: instances of the retention SPI's Owner, and what their weak
 * references point at.
 */
public final class OwnersInDump {

  private static final String OWNER = "dev.plimsoll.retention.Owner";
  private static final int UTF16 = 1;

  /** An owner; container is -1 when it named none or the container is gone. */
  public record FoundOwner(String name, int node, int container) {}

  private final HeapGraph graph;

  private OwnersInDump(HeapGraph graph) {
    this.graph = graph;
  }

  public static List<FoundOwner> find(HeapGraph graph) {
    OwnersInDump finder = new OwnersInDump(graph);
    List<DumpedClass> ownerClasses = graph.classes().named(OWNER);
    List<FoundOwner> owners = new ArrayList<>();
    if (!ownerClasses.isEmpty()) {
      for (int node = 0; node < graph.size(); node++) {
        DumpedClass type = graph.instanceClass(node);
        if (type != null && ownerClasses.contains(type)) {
          owners.add(finder.owner(node));
        }
      }
    }
    return owners;
  }

  private FoundOwner owner(int node) {
    int reference = graph.node(graph.fieldId(node, "container"));
    int container = reference < 0 ? -1 : graph.node(graph.fieldId(reference, "referent"));
    return new FoundOwner(text(graph.node(graph.fieldId(node, "name"))), node, container);
  }

  private String text(int string) {
    int characters = string < 0 ? -1 : graph.node(graph.fieldId(string, "value"));
    return characters < 0
        ? "?"
        : graph.records().text(characters, graph.firstByte(string, "coder") == UTF16);
  }
}

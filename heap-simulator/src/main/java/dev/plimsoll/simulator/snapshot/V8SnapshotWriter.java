package dev.plimsoll.simulator.snapshot;

import dev.plimsoll.retention.internal.Json;
import dev.plimsoll.simulator.ReachabilityVisitor.RootKind;
import dev.plimsoll.simulator.snapshot.ObjectGraph.Root;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes V8's heap snapshot format as Node 20 does: JSON with flat arrays of numbers, which {@code
 * snapshot.meta} names. The nodes are the root, its synthetic children, and the objects.
 */
final class V8SnapshotWriter {

  /** What Node 20.20 writes, word for word. */
  private static final String META =
      """
      {"node_fields":["type","name","id","self_size","edge_count","trace_node_id","detachedness"],\
      "node_types":[["hidden","array","string","object","code","closure","regexp","number","native",\
      "synthetic","concatenated string","sliced string","symbol","bigint","object shape",\
      "wasm object"],"string","number","number","number","number","number"],\
      "edge_fields":["type","name_or_index","to_node"],\
      "edge_types":[["context","element","property","internal","hidden","shortcut","weak"],\
      "string_or_number","node"],\
      "trace_function_info_fields":["function_id","name","script_name","script_id","line","column"],\
      "trace_node_fields":["id","function_info_index","count","size","children"],\
      "sample_fields":["timestamp_us","last_assigned_id"],\
      "location_fields":["object_index","script_id","line","column"]}\
      """;

  private static final int NODE_FIELDS = 7;
  private static final int OBJECT = 3;
  private static final int SYNTHETIC = 9;
  private static final int ELEMENT = 1;
  private static final int SHORTCUT = 5;
  private static final int OBJECT_ID_STEP = 2;

  /** The names of the nodes that stand for roots, in the order of {@link RootKind}. */
  private static final List<String> ROOT_NAMES =
      List.of("(Strong roots)", "(Global handles)", "(Handle scope)");

  private static final int ROOT = 0;
  private static final int GC_ROOTS = 1;
  private static final int FIRST_KIND = 2;
  private static final int FIRST_OBJECT = FIRST_KIND + ROOT_NAMES.size();
  private static final int FIRST_OBJECT_ID = FIRST_OBJECT * OBJECT_ID_STEP + 1;

  private final ObjectGraph graph;
  private final Writer out;
  private final List<List<Root>> rootsByKind = new ArrayList<>();
  private final List<Root> userRoots;
  private boolean first;

  V8SnapshotWriter(ObjectGraph graph, OutputStream out) {
    this.graph = graph;
    this.out = new OutputStreamWriter(out, StandardCharsets.US_ASCII);
    for (RootKind kind : RootKind.values()) {
      rootsByKind.add(graph.roots().stream().filter(root -> root.kind() == kind).toList());
    }
    userRoots = graph.roots().stream().filter(root -> root.kind() == RootKind.PROGRAM).toList();
  }

  void write() throws IOException {
    int edges = 1 + userRoots.size() + ROOT_NAMES.size() + graph.roots().size() + graph.edges();
    out.write("{\"snapshot\":{\"meta\":" + META);
    out.write(",\"node_count\":" + (FIRST_OBJECT + graph.size()));
    out.write(",\"edge_count\":" + edges + ",\"trace_function_count\":0}");
    array("nodes");
    writeNodes();
    endArray();
    array("edges");
    writeEdges();
    endArray();
    for (String empty : List.of("trace_function_infos", "trace_tree", "samples", "locations")) {
      array(empty);
      endArray();
    }
    array("strings");
    writeStrings();
    endArray();
    out.write("}\n");
    out.flush();
  }

  static long objectId(int number) {
    return FIRST_OBJECT_ID + OBJECT_ID_STEP * (long) number;
  }

  private void writeNodes() throws IOException {
    node(SYNTHETIC, ROOT, idOf(ROOT), 0, 1 + userRoots.size());
    node(SYNTHETIC, GC_ROOTS, idOf(GC_ROOTS), 0, ROOT_NAMES.size());
    for (int kind = 0; kind < ROOT_NAMES.size(); kind++) {
      int node = FIRST_KIND + kind;
      node(SYNTHETIC, node, idOf(node), 0, rootsByKind.get(kind).size());
    }
    for (int node = 0; node < graph.size(); node++) {
      node(
          OBJECT,
          FIRST_OBJECT + graph.ownerIndex(node),
          objectId(graph.number(node)),
          graph.bytes(node),
          graph.firstEdge(node + 1) - graph.firstEdge(node));
    }
  }

  /** In the order of the nodes that they leave. */
  private void writeEdges() throws IOException {
    edge(ELEMENT, 1, GC_ROOTS);
    for (int i = 0; i < userRoots.size(); i++) {
      edge(SHORTCUT, firstRootName() + i, FIRST_OBJECT + userRoots.get(i).node());
    }
    for (int kind = 0; kind < ROOT_NAMES.size(); kind++) {
      edge(ELEMENT, kind + 1, FIRST_KIND + kind);
    }
    for (List<Root> roots : rootsByKind) {
      for (Root root : roots) {
        edge(ELEMENT, root.number(), FIRST_OBJECT + root.node());
      }
    }
    for (int edge = 0; edge < graph.edges(); edge++) {
      edge(ELEMENT, graph.slot(edge), FIRST_OBJECT + graph.target(edge));
    }
  }

  /** First those of the synthetic nodes, each at its own number; then owners, then roots. */
  private void writeStrings() throws IOException {
    string("");
    string("(GC roots)");
    for (String name : ROOT_NAMES) {
      string(name);
    }
    for (var owner : graph.owners()) {
      string(owner.name());
    }
    for (Root root : userRoots) {
      string("root " + root.number());
    }
  }

  private int firstRootName() {
    return FIRST_OBJECT + graph.owners().size();
  }

  private static long idOf(int syntheticNode) {
    return 1 + OBJECT_ID_STEP * (long) syntheticNode;
  }

  private void node(int type, int name, long id, long bytes, int edges) throws IOException {
    separate();
    out.write(type + "," + name + "," + id + "," + bytes + "," + edges + ",0,0\n");
  }

  private void edge(int type, int nameOrIndex, int toNode) throws IOException {
    separate();
    out.write(type + "," + nameOrIndex + "," + (long) NODE_FIELDS * toNode + "\n");
  }

  private void array(String name) throws IOException {
    out.write(",\n\"" + name + "\":[");
    first = true;
  }

  private void endArray() throws IOException {
    out.write(']');
  }

  private void separate() throws IOException {
    if (!first) {
      out.write(',');
    }
    first = false;
  }

  private void string(String text) throws IOException {
    separate();
    out.write(Json.quote(text) + "\n");
  }
}

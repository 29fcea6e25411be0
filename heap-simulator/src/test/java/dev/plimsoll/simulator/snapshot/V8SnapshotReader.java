package dev.plimsoll.simulator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A strict reader of V8 heap snapshots: every field that {@code snapshot.meta} names must be there,
 * in its type and range, and nothing else; counts must be kept; each node but the root must be
 * reached.
 */
final class V8SnapshotReader {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final List<String> TOP =
      List.of(
          "snapshot",
          "nodes",
          "edges",
          "trace_function_infos",
          "trace_tree",
          "samples",
          "locations",
          "strings");

  final List<Node> nodes = new ArrayList<>();

  record Node(String type, String name, long id, long selfSize, List<Edge> edges) {}

  record Edge(String type, Object nameOrIndex, int toNode) {}

  private final JsonNode meta;
  private final List<String> strings;

  static V8SnapshotReader read(Path file) throws IOException {
    return new V8SnapshotReader(JSON.readTree(Files.readString(file)));
  }

  private V8SnapshotReader(JsonNode root) {
    assertThat(root.propertyNames()).containsExactlyElementsOf(TOP);
    JsonNode snapshot = root.get("snapshot");
    assertThat(snapshot.propertyNames())
        .containsExactly("meta", "node_count", "edge_count", "trace_function_count");
    meta = snapshot.get("meta");
    strings = texts(root.get("strings"));
    assertThat(new HashSet<>(strings)).as("a string is written once").hasSameSizeAs(strings);
    for (String empty : List.of("trace_function_infos", "trace_tree", "samples", "locations")) {
      assertThat(root.get(empty).isArray() && root.get(empty).isEmpty()).as(empty).isTrue();
    }
    readNodes(root.get("nodes"), root.get("edges"), snapshot);
    checkReached();
  }

  private void readNodes(JsonNode flat, JsonNode edges, JsonNode snapshot) {
    List<String> fields = texts(meta.get("node_fields"));
    assertThat(fields)
        .containsExactly(
            "type", "name", "id", "self_size", "edge_count", "trace_node_id", "detachedness");
    int count = (int) integer(snapshot.get("node_count"));
    assertThat(flat.size()).isEqualTo(count * fields.size());
    List<String> types = texts(meta.get("node_types").get(0));
    Set<Long> ids = new HashSet<>();
    int nextEdge = 0;
    for (int at = 0; at < flat.size(); at += fields.size()) {
      long id = integer(flat.get(at + 2));
      assertThat(id % 2).as("V8's own objects have odd ids").isOne();
      assertThat(ids.add(id)).as("id %d once", id).isTrue();
      assertThat(integer(flat.get(at + 5))).isZero();
      assertThat(integer(flat.get(at + 6))).isZero();
      int edgeCount = (int) integer(flat.get(at + 4));
      nodes.add(
          new Node(
              types.get((int) integer(flat.get(at))),
              strings.get((int) integer(flat.get(at + 1))),
              id,
              integer(flat.get(at + 3)),
              readEdges(edges, nextEdge, edgeCount, count, fields.size())));
      nextEdge += edgeCount;
    }
    assertThat(integer(snapshot.get("edge_count"))).isEqualTo(nextEdge);
    assertThat(edges.size()).isEqualTo(3 * nextEdge);
  }

  private List<Edge> readEdges(JsonNode edges, int first, int count, int nodes, int nodeFields) {
    assertThat(texts(meta.get("edge_fields"))).containsExactly("type", "name_or_index", "to_node");
    List<String> types = texts(meta.get("edge_types").get(0));
    List<Edge> read = new ArrayList<>();
    for (int at = 3 * first; at < 3 * (first + count); at += 3) {
      String type = types.get((int) integer(edges.get(at)));
      int nameOrIndex = (int) integer(edges.get(at + 1));
      int to = (int) integer(edges.get(at + 2));
      assertThat(to % nodeFields).as("to_node is an offset into nodes").isZero();
      assertThat(to / nodeFields).isLessThan(nodes);
      boolean indexed = type.equals("element") || type.equals("hidden");
      read.add(new Edge(type, indexed ? nameOrIndex : strings.get(nameOrIndex), to / nodeFields));
    }
    return read;
  }

  private void checkReached() {
    Set<Integer> reached = new HashSet<>(Set.of(0));
    Deque<Integer> waiting = new ArrayDeque<>(reached);
    while (!waiting.isEmpty()) {
      for (Edge edge : nodes.get(waiting.remove()).edges()) {
        if (reached.add(edge.toNode())) {
          waiting.add(edge.toNode());
        }
      }
    }
    assertThat(reached).as("nodes that the root reaches").hasSameSizeAs(nodes);
  }

  Node byId(long id) {
    return nodes.stream().filter(node -> node.id() == id).findFirst().orElseThrow();
  }

  /** The names of the nodes on a shortest way from the GC roots, shortcuts not taken. */
  List<String> pathTo(long id) {
    Map<Integer, Integer> before = new HashMap<>(Map.of(0, -1));
    Deque<Integer> waiting = new ArrayDeque<>(List.of(0));
    while (!waiting.isEmpty()) {
      int node = waiting.remove();
      for (Edge edge : nodes.get(node).edges()) {
        if (!edge.type().equals("shortcut") && before.putIfAbsent(edge.toNode(), node) == null) {
          waiting.add(edge.toNode());
        }
      }
    }
    List<String> names = new ArrayList<>();
    for (int node = nodes.indexOf(byId(id)); node >= 0; node = before.get(node)) {
      names.add(nodes.get(node).name());
    }
    Collections.reverse(names);
    return names;
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .peek(text -> assertThat(text.isString()).isTrue())
        .map(JsonNode::stringValue)
        .toList();
  }

  private static long integer(JsonNode number) {
    assertThat(number.isIntegralNumber()).isTrue();
    assertThat(number.longValue()).isNotNegative();
    return number.longValue();
  }
}

package dev.plimsoll.simulator.snapshot;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.snapshot.ObjectGraph.Root;

/**
 * What an owner's objects retain together: all that no way around them reaches. The owner's objects
 * are taken for one vertex, and what a vertex dominates is what cannot be reached without it.
 */
final class OwnerRetained {

  private final ObjectGraph graph;
  private final int avoided;
  private final boolean[] reached;
  private final int[] stack;
  private int top;

  private OwnerRetained(ObjectGraph graph, int avoided) {
    this.graph = graph;
    this.avoided = avoided;
    this.reached = new boolean[graph.size()];
    this.stack = new int[graph.size()];
  }

  static long bytes(ObjectGraph graph, Owner owner) {
    int index = graph.owners().indexOf(owner);
    return index < 0 ? 0 : new OwnerRetained(graph, index).bytes();
  }

  private long bytes() {
    for (Root root : graph.roots()) {
      reach(root.node());
    }
    while (top > 0) {
      int node = stack[--top];
      for (int edge = graph.firstEdge(node); edge < graph.firstEdge(node + 1); edge++) {
        reach(graph.target(edge));
      }
    }
    long bytes = 0;
    for (int node = 0; node < reached.length; node++) {
      bytes += reached[node] ? 0 : graph.bytes(node);
    }
    return bytes;
  }

  private void reach(int node) {
    if (!reached[node] && graph.ownerIndex(node) != avoided) {
      reached[node] = true;
      stack[top++] = node;
    }
  }
}

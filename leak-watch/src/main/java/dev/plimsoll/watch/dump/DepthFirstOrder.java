package dev.plimsoll.watch.dump;

import java.util.Arrays;

/**
 * A depth-first spanning tree of all reachable objects below a virtual root, numbered in preorder,
 * and the reversed edges between the numbers.
 */
final class DepthFirstOrder {

  private static final int UNREACHED = 0;

  private final HeapGraph graph;

  /** The number of each node; 0, the virtual root's, for what is not reached. */
  private final int[] numbers;

  private int[] nodes = {};
  private int[] parents = {};
  private int[] sourceStart = {};
  private int[] sources = {};

  private DepthFirstOrder(HeapGraph graph) {
    this.graph = graph;
    this.numbers = new int[graph.size()];
  }

  static DepthFirstOrder of(HeapGraph graph) {
    DepthFirstOrder order = new DepthFirstOrder(graph);
    order.number();
    order.reverseEdges();
    return order;
  }

  /** Returns how many numbers there are, the virtual root's 0 included. */
  int reached() {
    return nodes.length;
  }

  int[] nodes() {
    return nodes;
  }

  int[] parents() {
    return parents;
  }

  /**
   * Returns where the sources of edges to a number begin; they end where the next number's begin.
   */
  int[] sourceStart() {
    return sourceStart;
  }

  int[] sources() {
    return sources;
  }

  private void number() {
    int[] reachedNodes = new int[graph.size() + 1];
    int[] reachedParents = new int[graph.size() + 1];
    // Whoever pushes a node last is the one from which it is popped, so its parent may be
    // overwritten until then.
    int[] pushedBy = new int[graph.size()];
    IntStack stack = new IntStack();
    int[] next = {1};
    for (GcRoot root : graph.roots()) {
      if (numbers[root.node()] != UNREACHED) {
        continue;
      }
      pushedBy[root.node()] = 0;
      stack.push(root.node());
      while (!stack.isEmpty()) {
        int node = stack.pop();
        if (numbers[node] == UNREACHED) {
          int number = next[0]++;
          numbers[node] = number;
          reachedNodes[number] = node;
          reachedParents[number] = pushedBy[node];
          graph.references(node, target -> push(target, number, pushedBy, stack));
        }
      }
    }
    nodes = Arrays.copyOf(reachedNodes, next[0]);
    parents = Arrays.copyOf(reachedParents, next[0]);
  }

  private void push(int node, int number, int[] pushedBy, IntStack stack) {
    if (numbers[node] == UNREACHED) {
      pushedBy[node] = number;
      stack.push(node);
    }
  }

  private void reverseEdges() {
    int[] starts = new int[reached() + 1];
    eachEdge((source, target) -> starts[target + 1]++);
    for (int number = 0; number < reached(); number++) {
      starts[number + 1] += starts[number];
    }
    int[] filled = starts.clone();
    int[] reversed = new int[starts[reached()]];
    eachEdge((source, target) -> reversed[filled[target]++] = source);
    sourceStart = starts;
    sources = reversed;
  }

  @FunctionalInterface
  private interface EdgeVisitor {
    void edge(int source, int target);
  }

  private void eachEdge(EdgeVisitor visitor) {
    for (GcRoot root : graph.roots()) {
      visitor.edge(0, numbers[root.node()]);
    }
    for (int number = 1; number < reached(); number++) {
      int source = number;
      graph.references(nodes[number], target -> visitor.edge(source, numbers[target]));
    }
  }
}

package dev.plimsoll.watch.dump;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.StringJoiner;

/**
 * One path from a GC root to each reachable object, by breadth-first search: lasting roots reach as
 * far as they can before passing ones begin, and within one kind of root the path is the shortest.
 */
public final class RootPaths {

  private static final int UNREACHED = 0;
  private static final String ARROW = " -> ";

  private final HeapGraph graph;

  /**
   * From where each node was first reached: node + 1, or -(root + 1) for what a root keeps itself.
   */
  private final int[] from;

  private final int[] queue;
  private int tail;
  private int head;

  private RootPaths(HeapGraph graph) {
    this.graph = graph;
    this.from = new int[graph.size()];
    this.queue = new int[graph.size()];
  }

  public static RootPaths search(HeapGraph graph) {
    RootPaths paths = new RootPaths(graph);
    RootKind kind = null;
    for (int root = 0; root < graph.roots().size(); root++) {
      GcRoot next = graph.roots().get(root);
      if (next.kind() != kind) {
        paths.spread();
        kind = next.kind();
      }
      paths.reach(next.node(), -(root + 1));
    }
    paths.spread();
    return paths;
  }

  private void spread() {
    while (head < tail) {
      int node = queue[head++];
      graph.references(node, target -> reach(target, node + 1));
    }
  }

  private void reach(int node, int source) {
    if (from[node] == UNREACHED) {
      from[node] = source;
      queue[tail++] = node;
    }
  }

  public boolean reached(int node) {
    return from[node] != UNREACHED;
  }

  public int reachedObjects() {
    return tail;
  }

  /** Returns the root that keeps this reachable node. */
  GcRoot root(int node) {
    int step = node;
    while (from[step] > 0) {
      step = from[step] - 1;
    }
    return graph.roots().get(-from[step] - 1);
  }

  /**
   * Returns the nodes from the one that the root keeps to the given one; empty for what nothing
   * reaches.
   */
  Deque<Integer> nodes(int node) {
    Deque<Integer> chain = new ArrayDeque<>();
    if (reached(node)) {
      chain.addFirst(node);
      for (int step = node; from[step] > 0; step = from[step] - 1) {
        chain.addFirst(from[step] - 1);
      }
    }
    return chain;
  }

  /** Returns the path in words; the target's own words end it. */
  public String words(int node, String target) {
    if (!reached(node)) {
      return "nothing reaches it -> " + target;
    }
    StringJoiner words = new StringJoiner(ARROW);
    GcRoot root = root(node);
    Deque<Integer> chain = nodes(node);
    boolean saidByNextStep = root.kind() == RootKind.CLASS && chain.size() > 1;
    if (!saidByNextStep) {
      words.add(graph.rootWords(root));
    }
    int step = chain.removeFirst();
    while (!chain.isEmpty()) {
      int next = chain.removeFirst();
      words.add(graph.referenceWords(step, next));
      step = next;
    }
    return words.add(target).toString();
  }
}

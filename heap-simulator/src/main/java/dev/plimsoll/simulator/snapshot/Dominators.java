package dev.plimsoll.simulator.snapshot;

import dev.plimsoll.simulator.snapshot.ObjectGraph.Root;
import java.util.Arrays;

/**
 * The tree of immediate dominators and what each node retains: Lengauer and Tarjan, "A fast
 * algorithm for finding dominators in a flowgraph", TOPLAS 1979, the version with simple path
 * compression, O(m log n). Nothing recurses, so that a list of millions is no matter.
 *
 * <p>Vertices are numbers in the order of a depth-first search; 0 is a virtual root that refers to
 * what the roots hold.
 */
final class Dominators {

  private static final int NONE = -1;

  private final int[] nodeOf;
  private final int[] numberOf;
  private final int[] immediate;
  private final long[] retained;

  private Dominators(DepthFirst order, int[] immediate, ObjectGraph graph) {
    this.nodeOf = order.nodeOf;
    this.numberOf = order.numberOf;
    this.immediate = immediate;
    this.retained = new long[immediate.length];
    for (int v = immediate.length - 1; v > 0; v--) {
      retained[v] += graph.bytes(nodeOf[v]);
      retained[immediate[v]] += retained[v];
    }
  }

  static Dominators of(ObjectGraph graph) {
    DepthFirst order = new DepthFirst(graph);
    return new Dominators(order, new LengauerTarjan(graph, order).immediate(), graph);
  }

  /** The node that dominates it and is nearest; -1 for none but the roots together. */
  int immediate(int node) {
    int dominator = immediate[numberOf[node]];
    return dominator == 0 ? NONE : nodeOf[dominator];
  }

  /** The bytes of a node and of all that it dominates. */
  long retainedBytes(int node) {
    return retained[numberOf[node]];
  }

  /** A depth-first search: who is found when, and from whom. */
  private static final class DepthFirst {
    final int[] nodeOf;
    final int[] numberOf;
    final int[] parent;
    private int found = 1;

    DepthFirst(ObjectGraph graph) {
      nodeOf = new int[graph.size() + 1];
      numberOf = new int[graph.size()];
      parent = new int[graph.size() + 1];
      int[] path = new int[graph.size() + 1];
      int[] nextEdge = new int[graph.size()];
      for (Root root : graph.roots()) {
        if (numberOf[root.node()] == 0) {
          search(graph, root.node(), path, nextEdge);
        }
      }
    }

    private void search(ObjectGraph graph, int from, int[] path, int[] nextEdge) {
      int depth = 0;
      path[0] = from;
      find(graph, from, 0, nextEdge);
      while (depth >= 0) {
        int node = path[depth];
        if (nextEdge[node] == graph.firstEdge(node + 1)) {
          depth--;
          continue;
        }
        int target = graph.target(nextEdge[node]++);
        if (numberOf[target] == 0) {
          find(graph, target, numberOf[node], nextEdge);
          path[++depth] = target;
        }
      }
    }

    private void find(ObjectGraph graph, int node, int by, int[] nextEdge) {
      nodeOf[found] = node;
      numberOf[node] = found;
      parent[found] = by;
      nextEdge[node] = graph.firstEdge(node);
      found++;
    }
  }

  /** The algorithm, with its own names: semi, bucket, link, eval. */
  private static final class LengauerTarjan {
    private final int[] parent;
    private final int[] semi;
    private final int[] label;
    private final int[] ancestor;
    private final int[] dominator;
    private final int[] bucket;
    private final int[] nextInBucket;
    private final int[] path;
    private final int[] firstPredecessor;
    private final int[] predecessors;

    LengauerTarjan(ObjectGraph graph, DepthFirst order) {
      int count = order.nodeOf.length;
      parent = order.parent;
      semi = identity(count);
      label = identity(count);
      ancestor = filled(count);
      dominator = new int[count];
      bucket = filled(count);
      nextInBucket = filled(count);
      path = new int[count];
      firstPredecessor = new int[count + 1];
      predecessors = new int[graph.edges() + graph.roots().size()];
      listPredecessors(graph, order);
    }

    int[] immediate() {
      for (int w = semi.length - 1; w > 0; w--) {
        for (int i = firstPredecessor[w]; i < firstPredecessor[w + 1]; i++) {
          semi[w] = Math.min(semi[w], semi[eval(predecessors[i])]);
        }
        nextInBucket[w] = bucket[semi[w]];
        bucket[semi[w]] = w;
        ancestor[w] = parent[w];
        emptyBucket(parent[w]);
      }
      for (int w = 1; w < semi.length; w++) {
        if (dominator[w] != semi[w]) {
          dominator[w] = dominator[dominator[w]];
        }
      }
      return dominator;
    }

    private void emptyBucket(int vertex) {
      for (int v = bucket[vertex]; v != NONE; v = nextInBucket[v]) {
        int u = eval(v);
        dominator[v] = semi[u] < semi[v] ? u : vertex;
      }
      bucket[vertex] = NONE;
    }

    private int eval(int v) {
      if (ancestor[v] == NONE) {
        return v;
      }
      compress(v);
      return label[v];
    }

    private void compress(int v) {
      int depth = 0;
      for (int u = v; ancestor[ancestor[u]] != NONE; u = ancestor[u]) {
        path[depth++] = u;
      }
      while (depth > 0) {
        int u = path[--depth];
        int above = ancestor[u];
        if (semi[label[above]] < semi[label[u]]) {
          label[u] = label[above];
        }
        ancestor[u] = ancestor[above];
      }
    }

    // Rows of one array: count, sum up, fill from behind.
    private void listPredecessors(ObjectGraph graph, DepthFirst order) {
      for (Root root : graph.roots()) {
        firstPredecessor[order.numberOf[root.node()]]++;
      }
      for (int edge = 0; edge < graph.edges(); edge++) {
        firstPredecessor[order.numberOf[graph.target(edge)]]++;
      }
      for (int v = 1; v < firstPredecessor.length; v++) {
        firstPredecessor[v] += firstPredecessor[v - 1];
      }
      for (Root root : graph.roots()) {
        predecessors[--firstPredecessor[order.numberOf[root.node()]]] = 0;
      }
      for (int node = 0; node < graph.size(); node++) {
        for (int edge = graph.firstEdge(node); edge < graph.firstEdge(node + 1); edge++) {
          int target = order.numberOf[graph.target(edge)];
          predecessors[--firstPredecessor[target]] = order.numberOf[node];
        }
      }
    }

    private static int[] identity(int count) {
      int[] array = new int[count];
      Arrays.setAll(array, i -> i);
      return array;
    }

    private static int[] filled(int count) {
      int[] array = new int[count];
      Arrays.fill(array, NONE);
      return array;
    }
  }
}

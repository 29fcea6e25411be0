package dev.plimsoll.simulator.snapshot;

import dev.plimsoll.simulator.snapshot.ObjectGraph.Root;
import dev.plimsoll.simulator.snapshot.RetainingPath.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A shortest way from the roots to a node, breadth first; roots and slots in their own order. */
final class ShortestPath {

  private static final int UNSEEN = -1;
  private static final int FROM_ROOT = -2;

  private ShortestPath() {}

  static RetainingPath to(ObjectGraph graph, int wanted) {
    int[] edgeTo = new int[graph.size()];
    int[] before = new int[graph.size()];
    Arrays.fill(edgeTo, UNSEEN);
    int[] queue = new int[graph.size()];
    int end = 0;
    for (Root root : graph.roots()) {
      if (edgeTo[root.node()] == UNSEEN) {
        edgeTo[root.node()] = FROM_ROOT;
        queue[end++] = root.node();
      }
    }
    for (int next = 0; edgeTo[wanted] == UNSEEN; next++) {
      int node = queue[next];
      for (int edge = graph.firstEdge(node); edge < graph.firstEdge(node + 1); edge++) {
        int target = graph.target(edge);
        if (edgeTo[target] == UNSEEN) {
          edgeTo[target] = edge;
          before[target] = node;
          queue[end++] = target;
        }
      }
    }
    return path(graph, wanted, edgeTo, before);
  }

  private static RetainingPath path(ObjectGraph graph, int wanted, int[] edgeTo, int[] before) {
    List<Step> steps = new ArrayList<>();
    int node = wanted;
    while (edgeTo[node] != FROM_ROOT) {
      steps.add(new Step(graph.handle(node), graph.owner(node), graph.slot(edgeTo[node])));
      node = before[node];
    }
    steps.add(new Step(graph.handle(node), graph.owner(node), -1));
    Collections.reverse(steps);
    int first = node;
    Root root = graph.roots().stream().filter(r -> r.node() == first).findFirst().orElseThrow();
    return new RetainingPath(root.kind(), root.number(), steps);
  }
}

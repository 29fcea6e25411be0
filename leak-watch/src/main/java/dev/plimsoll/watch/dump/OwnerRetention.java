package dev.plimsoll.watch.dump;

import java.util.Arrays;

/**
 * What each of some objects retains, without the tree of all dominators: for every object the set
 * of those containers that lie on all paths to it, as the greatest solution of
 *
 * <pre>  dominators(v) = intersection over all u -> v of (dominators(u) + {u, if u is a container})
 * </pre>
 *
 * found with a work list (Allen and Cocke 1972, for these nodes alone). Exact; one long for each
 * object, so {@value #AT_ONCE} containers a pass. What roots reach past all containers is settled
 * first and never looked at again.
 */
public final class OwnerRetention {

  private static final int AT_ONCE = 62;
  private static final long UNREACHED = -1L;

  private final HeapGraph graph;
  private final int[] containers;
  private final NodeSet isContainer;
  private final long[] dominators;
  private final IntStack settled = new IntStack();
  private final IntStack open = new IntStack();

  private OwnerRetention(HeapGraph graph, int[] containers) {
    this.graph = graph;
    this.containers = containers;
    this.isContainer = new NodeSet(graph.size());
    for (int container : containers) {
      isContainer.add(container);
    }
    this.dominators = new long[graph.size()];
    Arrays.fill(dominators, UNREACHED);
  }

  /**
   * Returns what each container retains, itself included, in the order given; the containers must
   * differ.
   */
  public static HeapShare[] of(HeapGraph graph, int[] containers) {
    HeapShare[] retained = new HeapShare[containers.length];
    for (int first = 0; first < containers.length; first += AT_ONCE) {
      int end = Math.min(first + AT_ONCE, containers.length);
      OwnerRetention pass = new OwnerRetention(graph, Arrays.copyOfRange(containers, first, end));
      pass.solve();
      System.arraycopy(pass.sums(), 0, retained, first, end - first);
    }
    return retained;
  }

  private void solve() {
    for (GcRoot root : graph.roots()) {
      meet(root.node(), 0);
    }
    while (!settled.isEmpty() || !open.isEmpty()) {
      if (settled.isEmpty()) {
        pass(open.pop());
      } else {
        pass(settled.pop());
      }
    }
  }

  private void pass(int node) {
    long handedOn = dominators[node] | bit(node);
    graph.references(node, target -> meet(target, handedOn));
  }

  private void meet(int node, long incoming) {
    long before = dominators[node];
    long after = before & incoming;
    if (after != before) {
      dominators[node] = after;
      (after == 0 && bit(node) == 0 ? settled : open).push(node);
    }
  }

  private long bit(int node) {
    if (!isContainer.has(node)) {
      return 0;
    }
    for (int i = 0; i < containers.length; i++) {
      if (containers[i] == node) {
        return 1L << i;
      }
    }
    return 0;
  }

  private HeapShare[] sums() {
    long[] bytes = new long[containers.length];
    long[] objects = new long[containers.length];
    for (int node = 0; node < dominators.length; node++) {
      if (dominators[node] == UNREACHED) {
        continue;
      }
      long by = dominators[node] | bit(node);
      long own = by == 0 ? 0 : graph.shallowBytes(node);
      for (; by != 0; by &= by - 1) {
        int container = Long.numberOfTrailingZeros(by);
        bytes[container] += own;
        objects[container]++;
      }
    }
    HeapShare[] sums = new HeapShare[containers.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = new HeapShare(bytes[i], objects[i]);
    }
    return sums;
  }
}

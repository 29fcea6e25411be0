package dev.plimsoll.watch.dump;

import java.util.HashMap;
import java.util.Map;

/** How many objects of each class a dump holds, and what they take themselves. */
public final class ClassSizes {

  private ClassSizes() {}

  /**
   * {@return objects and bytes by class name; classes of one name from different loaders are added
   * up}
   *
   * @param graph the dump
   */
  public static Map<String, HeapShare> of(HeapGraph graph) {
    Map<String, long[]> sums = new HashMap<>();
    for (int node = 0; node < graph.size(); node++) {
      long[] sum = sums.computeIfAbsent(graph.typeName(node), name -> new long[2]);
      sum[0] += graph.shallowBytes(node);
      sum[1]++;
    }
    Map<String, HeapShare> sizes = new HashMap<>();
    sums.forEach((name, sum) -> sizes.put(name, new HeapShare(sum[0], sum[1])));
    return sizes;
  }
}

package dev.plimsoll.examples;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapScope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Objects of a simulated heap whose fields have names, so that it can be told why one of them
 * lives: by the shortest path from a root, found breadth first.
 */
final class HeapGraph {

  private static final int NO_OBJECT = 0;
  private static final int HEADER_BYTES = 16;
  private static final int SLOT_BYTES = 8;

  private final GenerationalHeap heap;
  private final Map<Integer, List<String>> fields = new HashMap<>();
  private final Map<Integer, String> roots = new LinkedHashMap<>();

  HeapGraph(GenerationalHeap heap) {
    this.heap = heap;
  }

  /** How an object was reached: from which object, by which name; a global from none. */
  private record Step(int object, String way) {}

  /** {@return a new object that holds bytes beside its fields} */
  int object(Owner owner, int bytes, List<String> names) {
    int size = HEADER_BYTES + SLOT_BYTES * names.size() + bytes;
    int object = heap.allocate(owner, size, names.size());
    fields.put(object, names);
    return object;
  }

  HeapScope openScope() {
    return heap.openScope();
  }

  /** Keeps an object alive under a global name. */
  void global(String name, int object) {
    heap.addRoot(object);
    roots.put(object, name);
  }

  void set(int object, String field, int value) {
    heap.store(object, fieldsOf(object).indexOf(field), value);
  }

  /** {@return the names from a global to the object, or nothing if there is no way} */
  List<String> pathTo(int wanted) {
    Map<Integer, Step> reached = new HashMap<>();
    Queue<Integer> toVisit = new ArrayDeque<>();
    roots.forEach((root, name) -> visit(root, new Step(NO_OBJECT, name), reached, toVisit));
    while (!toVisit.isEmpty() && !reached.containsKey(wanted)) {
      int object = toVisit.remove();
      List<String> names = fieldsOf(object);
      for (int slot = 0; slot < names.size(); slot++) {
        visit(heap.load(object, slot), new Step(object, names.get(slot)), reached, toVisit);
      }
    }
    return names(wanted, reached);
  }

  private static void visit(
      int object, Step step, Map<Integer, Step> reached, Queue<Integer> toVisit) {
    if (object != NO_OBJECT && reached.putIfAbsent(object, step) == null) {
      toVisit.add(object);
    }
  }

  private static List<String> names(int wanted, Map<Integer, Step> reached) {
    List<String> names = new ArrayList<>();
    Step step = reached.get(wanted);
    while (step != null) {
      names.add(step.way());
      step = reached.get(step.object());
    }
    Collections.reverse(names);
    return names;
  }

  private List<String> fieldsOf(int object) {
    return fields.getOrDefault(object, List.of());
  }
}

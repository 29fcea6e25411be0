package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a heap must know, in the plainest form: objects, their fields, roots, and what is reachable.
 */
final class ReachabilityModel {

  /** An object: its size and its fields, each a handle. */
  record Obj(Owner owner, long bytes, List<Integer> fields) {}

  final Map<Integer, Obj> objects = new HashMap<>();
  final Map<Integer, Integer> roots = new HashMap<>();

  Set<Integer> reachable() {
    Set<Integer> reached = new HashSet<>();
    Deque<Integer> waiting = new ArrayDeque<>(roots.values());
    while (!waiting.isEmpty()) {
      int handle = waiting.pop();
      if (handle != 0 && reached.add(handle)) {
        objects.get(handle).fields().forEach(waiting::push);
      }
    }
    return reached;
  }

  /** Forgets what is not reachable: nobody has a handle of it. */
  Set<Integer> forgetUnreachable() {
    Set<Integer> dead = new HashSet<>(objects.keySet());
    dead.removeAll(reachable());
    objects.keySet().removeAll(dead);
    return dead;
  }

  long bytesOf(Owner owner) {
    return objects.values().stream()
        .filter(object -> object.owner() == owner)
        .mapToLong(Obj::bytes)
        .sum();
  }
}

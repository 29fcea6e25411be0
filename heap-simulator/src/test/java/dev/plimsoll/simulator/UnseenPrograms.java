package dev.plimsoll.simulator;

import dev.plimsoll.simulator.js.JsHeap;
import dev.plimsoll.simulator.js.JsList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Programs written after the model, on which no constant of it was fitted: {@code u_*.js}, line by
 * line.
 */
final class UnseenPrograms {

  private UnseenPrograms() {}

  static Map<String, Consumer<JsHeap>> byName() {
    Map<String, Consumer<JsHeap>> programs = new LinkedHashMap<>();
    programs.put("u_tree", UnseenPrograms::trees);
    programs.put("u_steps", UnseenPrograms::steps);
    programs.put("u_waves", UnseenPrograms::waves);
    return programs;
  }

  private static void trees(JsHeap js) {
    int ring = js.newArray(20);
    js.root(ring);
    for (int i = 0; i < 400; i++) {
      js.setElement(ring, i % 20, tree(js, 12));
    }
  }

  private static int tree(JsHeap js, int depth) {
    js.heap().called();
    try (HeapScope scope = js.heap().openScope()) {
      int node = js.newObject(2);
      for (int child = 0; depth > 0 && child < 2; child++) {
        js.setField(node, child, tree(js, depth - 1));
      }
      return scope.escape(node);
    }
  }

  private static void steps(JsHeap js) {
    int table = js.newArray(4_000);
    js.root(table);
    for (int i = 0; i < 120_000; i++) {
      js.setElement(table, i * 7 % 4_000, js.newArray(1 + i % 600));
      js.heap().looped(62);
    }
  }

  private static void waves(JsHeap js) {
    JsList kept = js.newList();
    for (int w = 0; w < 40; w++) {
      try (JsList wave = js.newList()) {
        for (int i = 0; i < 30_000; i++) {
          wave.push(js.newObject(1));
          js.heap().looped(39);
        }
        if (w % 4 == 0) {
          kept.push(wave.handle());
        }
      }
    }
  }
}

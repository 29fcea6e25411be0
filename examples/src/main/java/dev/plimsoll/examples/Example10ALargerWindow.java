package dev.plimsoll.examples;

import dev.plimsoll.examples.print.Amount;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import dev.plimsoll.simulator.HeapScope;
import dev.plimsoll.simulator.HeapTotals;
import dev.plimsoll.simulator.js.JsHeap;
import dev.plimsoll.simulator.js.JsLayout;
import dev.plimsoll.simulator.js.JsList;
import dev.plimsoll.simulator.js.JsMap;

/**
 * The larger a FIFO window, the more of it outlives two scavenges and is promoted, only to die in
 * the old generation: a cache's limit is a choice about collections, too.
 */
public final class Example10ALargerWindow {

  static final int[] LIMITS = {10, 1_000, 10_000, 50_000};

  private static final int PUTS = 300_000;
  private static final int BODY_SLOTS = 16;

  private Example10ALargerWindow() {}

  /**
   * Prints what is copied and promoted at each limit.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    System.out.printf(
        "%s puts of {id, body} into a FIFO map, on a heap like Node 20's:%n", Amount.count(PUTS));
    System.out.printf("  %9s %12s %12s %10s%n", "limit", "promoted, MB", "copied, MB", "scavenges");
    for (int limit : LIMITS) {
      HeapTotals totals = run(limit);
      System.out.printf(
          "  %9s %12s %12s %10d%n",
          Amount.count(limit),
          Amount.megabytes(totals.promotedBytes()),
          Amount.megabytes(totals.copiedBytes()),
          totals.scavenges());
    }
  }

  /** {@return what it cost the heap} */
  static HeapTotals run(int limit) {
    GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_11_3());
    JsHeap script = JsHeap.of(heap, JsLayout.v8_11_3(), Owner.named("fifo"));
    try (JsMap map = script.newMap();
        JsList keys = script.newList()) {
      for (int i = 0; i < PUTS; i++) {
        try (HeapScope scope = heap.openScope()) {
          script.strings().concatenate("key", i);
          int value = scope.escape(value(script));
          if (keys.length() == limit) {
            keys.shift();
            map.delete("key" + (i - limit));
          }
          map.put("key" + i, value);
          keys.push(map.keyString("key" + i));
        }
      }
    }
    return heap.totals();
  }

  private static int value(JsHeap script) {
    try (HeapScope scope = script.heap().openScope()) {
      int value = script.newObject(2);
      script.setField(value, 1, script.newArray(BODY_SLOTS));
      return scope.escape(value);
    }
  }
}

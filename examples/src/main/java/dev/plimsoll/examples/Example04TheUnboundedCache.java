package dev.plimsoll.examples;

import dev.plimsoll.cache.LimitableMap;
import dev.plimsoll.examples.print.Amount;
import dev.plimsoll.retention.Owner;
import java.util.HashMap;
import java.util.Map;

/** A cache that nobody empties, beside one with a limit, under the same puts. */
public final class Example04TheUnboundedCache {

  static final int LIMIT = 1_000;
  static final int PUTS = 300_000;

  /** In V8: an object of two fields, and its body, an array of 16. */
  private static final long VALUE_BYTES = 40 + 32 + 16 + 8 * 16;

  private Example04TheUnboundedCache() {}

  /**
   * Prints what both did to the heap.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    System.out.printf("%s puts of keys that are never asked for again:%n", Amount.count(PUTS));
    Holding.printHead();
    unbounded().print();
    bounded().print();
    System.out.println("A cache without a limit is a leak with a better name.");
  }

  static Holding unbounded() {
    try (WatchedHeap heap = new WatchedHeap()) {
      Owner owner = Owner.named(WatchedHeap.OWNER);
      Map<String, Integer> cache = new HashMap<>();
      for (int i = 0; i < PUTS; i++) {
        cache.put("key" + i, i);
        // A map of the JDK cannot tell what it holds; LimitableMap does it by itself.
        heap.listener().retained(owner, i, VALUE_BYTES);
      }
      return heap.holding("HashMap, never emptied", cache.size());
    }
  }

  static Holding bounded() {
    try (WatchedHeap heap = new WatchedHeap()) {
      Map<String, Integer> cache =
          LimitableMap.<String, Integer>builder()
              .limit(LIMIT)
              .name(WatchedHeap.OWNER)
              .footprint(value -> VALUE_BYTES)
              .retention(heap.listener())
              .build();
      for (int i = 0; i < PUTS; i++) {
        cache.put("key" + i, i);
      }
      return heap.holding("LimitableMap, limit " + Amount.count(LIMIT), cache.size());
    }
  }
}

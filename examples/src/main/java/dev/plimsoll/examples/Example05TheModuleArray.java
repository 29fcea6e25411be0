package dev.plimsoll.examples;

import dev.plimsoll.cache.CacheRegistry;
import dev.plimsoll.cache.ModuleCache;
import dev.plimsoll.examples.print.Amount;
import dev.plimsoll.retention.Owner;
import java.util.ArrayList;
import java.util.List;

/**
 * A module's array that only grows, beside a {@link ModuleCache}: a static field lives as long as
 * its class, so what it holds needs a bound, and somebody who can find and clear it.
 */
public final class Example05TheModuleArray {

  static final int REQUESTS = 500_000;
  static final int LIMIT = 1_000;

  /** In V8: an object of three fields. */
  private static final long VISIT_BYTES = 24 + 8 * 3;

  private Example05TheModuleArray() {}

  /** What a request leaves behind. */
  private record Visit(int number, String name, long at) {}

  /**
   * Prints what both did to the heap, and what clearing does.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    System.out.printf("%s requests, each leaves a visit behind:%n", Amount.count(REQUESTS));
    Holding.printHead();
    array().print();
    cache().forEach(Holding::print);
  }

  /** A list in the place of a static field. */
  static Holding array() {
    try (WatchedHeap heap = new WatchedHeap()) {
      Owner owner = Owner.named(WatchedHeap.OWNER);
      List<Visit> kept = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        kept.add(visit(i));
        // A list cannot tell what it holds; ModuleCache does it by itself.
        heap.listener().retained(owner, i, VISIT_BYTES);
      }
      return heap.holding("an array, never emptied", kept.size());
    }
  }

  /** {@return what a cache holds after all requests, and when its module was cleared} */
  static List<Holding> cache() {
    try (WatchedHeap heap = new WatchedHeap()) {
      ModuleCache<Integer, Visit> cache =
          ModuleCache.<Integer, Visit>builder(Example05TheModuleArray.class, WatchedHeap.OWNER)
              .limit(LIMIT)
              .footprint(visit -> VISIT_BYTES)
              .retention(heap.listener())
              .build();
      for (int i = 0; i < REQUESTS; i++) {
        cache.put(i, visit(i));
      }
      Holding full =
          heap.holding("ModuleCache, limit " + Amount.count(LIMIT), (int) cache.entries());
      // Whoever reloads the module knows its class, and none of its caches.
      CacheRegistry.clearAll(Example05TheModuleArray.class);
      Holding cleared = heap.holding("  after CacheRegistry.clearAll", (int) cache.entries());
      cache.unregister();
      return List.of(full, cleared);
    }
  }

  private static Visit visit(int number) {
    return new Visit(number, "visit", number * 2L);
  }
}

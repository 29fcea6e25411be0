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

  private static final ModuleCache<Integer, Visit> CACHE =
      ModuleCache.of(Example05TheModuleArray.class, "visits", LIMIT);

  /** In V8: an object of three fields. */
  private static final long VISIT_BYTES = 24 + 8 * 3;

  private Example05TheModuleArray() {}

  /** What a request leaves behind. */
  private record Visit(int number, String name, long at) {}

  /**
   * Prints what both hold, and what clearing does.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    System.out.printf("%s requests, each leaves a visit behind:%n", Amount.count(REQUESTS));
    Holding array = array();
    System.out.printf(
        "  an array of the module: %s visits, %s MB live, %s MB promoted%n",
        Amount.count(array.entries()),
        Amount.megabytes(array.liveBytes()),
        Amount.megabytes(array.totals().promotedBytes()));
    System.out.printf(
        "  ModuleCache, limit %s: %s visits%n", Amount.count(LIMIT), Amount.count(fillCache()));
    System.out.printf(
        "  after CacheRegistry.clearAll(Example05TheModuleArray.class): %s visits%n",
        Amount.count(clearCache()));
  }

  /** A list in the place of a static field, on a simulated heap. */
  static Holding array() {
    try (WatchedHeap heap = new WatchedHeap()) {
      Owner owner = Owner.named(WatchedHeap.OWNER);
      List<Visit> kept = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        kept.add(visit(i));
        heap.listener().retained(owner, i, VISIT_BYTES);
      }
      return heap.holding("ArrayList", kept.size());
    }
  }

  /** {@return how many visits the cache holds after all requests} */
  static long fillCache() {
    for (int i = 0; i < REQUESTS; i++) {
      CACHE.put(i, visit(i));
    }
    return CACHE.entries();
  }

  /** {@return how many it holds when everything of this class was cleared, as at a reload} */
  static long clearCache() {
    CacheRegistry.clearAll(Example05TheModuleArray.class);
    return CACHE.entries();
  }

  private static Visit visit(int number) {
    return new Visit(number, "visit", number * 2L);
  }
}

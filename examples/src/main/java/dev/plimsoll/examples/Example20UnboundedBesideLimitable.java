package dev.plimsoll.examples;

import dev.plimsoll.cache.LimitableMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A {@link ConcurrentHashMap} used as a cache, beside a {@link LimitableMap}: the same calls, and a
 * bound that holds at every moment.
 */
public final class Example20UnboundedBesideLimitable {

  static final int KEYS = 1_000_000;
  static final int LIMIT = 1_000;
  private static final int CHECK_EVERY = 1_000;

  private Example20UnboundedBesideLimitable() {}

  /**
   * Prints the sizes of both.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    Map<Integer, String> unbounded = new ConcurrentHashMap<>();
    LimitableMap<Integer, String> bounded = new LimitableMap<>(LIMIT);
    System.out.printf("%,d keys, each put once:%n", KEYS);
    System.out.printf("  ConcurrentHashMap: %,d entries at most%n", most(unbounded));
    System.out.printf("  LimitableMap, limit %,d: %,d entries at most%n", LIMIT, most(bounded));
    System.out.printf("  its oldest entry now: %s%n", bounded.oldest().orElseThrow());
  }

  /** {@return the largest size seen while all keys are put} */
  static int most(Map<Integer, String> cache) {
    int most = 0;
    for (int key = 0; key < KEYS; key++) {
      cache.put(key, "value");
      if (key % CHECK_EVERY == 0) {
        most = Math.max(most, cache.size());
      }
    }
    return Math.max(most, cache.size());
  }
}

package dev.plimsoll.benchmarks.cache;

import com.googlecode.concurrentlinkedhashmap.ConcurrentLinkedHashMap;
import java.util.Map;

/** Prints the hit rates of four policies on Zipf distributions. Deterministic but for Caffeine. */
public final class HitRates {

  private static final int ITEMS = 200_000;
  private static final int READS = 2_000_000;
  private static final long SEED = 11;

  private HitRates() {}

  /**
   * Prints the table.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    System.out.printf(
        "hit rates, %,d reads of %,d items, half of them to warm up:%n", READS, ITEMS);
    System.out.println("  Zipf  entries    FIFO  second chance     LRU  Caffeine");
    for (double exponent : new double[] {0.9, 1.0}) {
      for (int limit : new int[] {ITEMS / 100, ITEMS / 20, ITEMS / 5}) {
        System.out.printf(
            "  %.1f  %,8d  %5.1f%%         %5.1f%%  %5.1f%%    %5.1f%%%n",
            exponent,
            limit,
            percent(Contenders.LIMITABLE_MAP.create(limit), exponent),
            percent(Contenders.LIMITABLE_MAP_SECOND_CHANCE.create(limit), exponent),
            percent(leastRecentlyUsed(limit), exponent),
            percent(Contenders.CAFFEINE.create(limit), exponent));
      }
    }
  }

  private static Contender leastRecentlyUsed(int limit) {
    Map<Integer, Integer> map =
        new ConcurrentLinkedHashMap.Builder<Integer, Integer>()
            .maximumWeightedCapacity(limit)
            .build();
    return new Contender() {
      @Override
      public @org.jspecify.annotations.Nullable Integer get(Integer key) {
        return map.get(key);
      }

      @Override
      public void put(Integer key, Integer value) {
        map.put(key, value);
      }
    };
  }

  private static double percent(Contender cache, double exponent) {
    Zipf zipf = new Zipf(ITEMS, exponent, SEED);
    int hits = 0;
    for (int read = 0; read < READS; read++) {
      Integer item = zipf.next();
      if (cache.get(item) == null) {
        cache.put(item, item);
      } else if (read >= READS / 2) {
        hits++;
      }
    }
    return 100.0 * hits / (READS / 2);
  }
}

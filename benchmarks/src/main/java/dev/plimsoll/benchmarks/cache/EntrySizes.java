package dev.plimsoll.benchmarks.cache;

import dev.plimsoll.cache.LimitableMap;
import org.openjdk.jol.info.GraphLayout;

/** Prints what an entry costs in each cache beyond its key and value, by JOL. */
public final class EntrySizes {

  private static final int ENTRIES = 131_072;

  private EntrySizes() {}

  /**
   * Prints the table.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    Integer[] keys = new Integer[ENTRIES];
    for (int i = 0; i < ENTRIES; i++) {
      keys[i] = 1_000 + i;
    }
    long payload = GraphLayout.parseInstance((Object) keys).totalSize() - 16 - 4L * ENTRIES;
    System.out.printf("bytes an entry beyond key and value, %,d entries:%n", ENTRIES);
    for (Contenders contender : Contenders.values()) {
      if (contender != Contenders.EHCACHE) {
        Contender cache = contender.create(ENTRIES);
        for (Integer key : keys) {
          cache.put(key, key);
        }
        cache.settle();
        print(contender.name(), cache, payload);
      }
    }
    LimitableMap<Integer, Integer> full =
        LimitableMap.<Integer, Integer>builder()
            .limit(ENTRIES)
            .footprint(value -> 16)
            .removalListener((key, value, cause) -> {})
            .secondChance()
            .build();
    for (Integer key : keys) {
      full.put(key, key);
    }
    print("LIMITABLE_MAP with footprint, listener, second chance", full, payload);
  }

  private static void print(String name, Object cache, long payload) {
    long bytes = GraphLayout.parseInstance(cache).totalSize() - payload;
    System.out.printf("  %-54s %6.1f%n", name, (double) bytes / ENTRIES);
  }
}

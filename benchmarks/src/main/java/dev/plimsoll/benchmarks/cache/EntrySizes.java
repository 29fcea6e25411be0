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
    // For JOL: Caffeine leads to lambdas, whose fields it finds in no other way.
    System.setProperty("jol.magicFieldOffset", "true");
    Integer[] keys = new Integer[ENTRIES];
    for (int i = 0; i < ENTRIES; i++) {
      keys[i] = 1_000 + i;
    }
    long payload = bytes(keys) - 16 - 4L * ENTRIES;
    System.out.printf("bytes beyond key and value, %,d entries:%n", ENTRIES);
    System.out.println(" ".repeat(55) + "an entry = for itself + empty, once");
    for (Contenders contender : Contenders.values()) {
      if (contender != Contenders.EHCACHE) {
        // One for practice: what it loads and starts, which is reached by its threads, is there
        // then.
        fill(contender.create(ENTRIES), keys);
        print(contender.name(), contender.create(ENTRIES), keys, payload);
      }
    }
    LimitableMap<Integer, Integer> full =
        LimitableMap.<Integer, Integer>builder()
            .limit(ENTRIES)
            .footprint(value -> 16)
            .removalListener((key, value, cause) -> {})
            .secondChance()
            .build();
    print(
        "LIMITABLE_MAP with footprint, listener, second chance",
        Contenders.ofMap(full),
        keys,
        payload);
  }

  /** All by the number of entries; and apart, what they add and what there is without them. */
  private static void print(String name, Contender cache, Integer[] keys, long payload) {
    long empty = bytes(cache);
    fill(cache, keys);
    long full = bytes(cache) - payload;
    System.out.printf(
        "  %-54s %7.2f = %7.2f + %,9d%n",
        name, (double) full / ENTRIES, (double) (full - empty) / ENTRIES, empty);
  }

  private static void fill(Contender cache, Integer[] keys) {
    for (Integer key : keys) {
      cache.put(key, key);
    }
    cache.settle();
  }

  private static long bytes(Object root) {
    return GraphLayout.parseInstance(root).totalSize();
  }
}

package dev.plimsoll.benchmarks.cache;

import dev.plimsoll.cache.LimitableMap;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * Prints how long single calls take that do much at once: the put that doubles the table, beside
 * ConcurrentHashMap's, and shedding by {@code evict} and {@code resize}.
 */
public final class Pauses {

  private static final int ROUNDS = 41;
  private static final int LIMIT = 131_072;

  /** Until the compiler has seen all: growth by so many bins in all, shedding so many times. */
  private static final int WARM_UP_BINS = 1 << 24;

  private static final int WARM_UP_SHEDS = 50_000;

  private Pauses() {}

  /**
   * Prints the tables.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    System.out.printf("the put that doubles the table, microseconds, median of %d:%n", ROUNDS);
    System.out.println("  bins before  LimitableMap  ConcurrentHashMap  ratio");
    for (int bins : new int[] {1 << 15, 1 << 17, 1 << 20}) {
      printGrowth(bins);
    }
    warmUpShedding();
    System.out.printf("shedding from %,d entries, median of %d:%n", LIMIT, ROUNDS);
    System.out.println("  entries  evict, us  ns an entry  resize, us  ns an entry");
    for (int shed : new int[] {1, 100, 1_000, 10_000, 100_000}) {
      printShedding(shed);
    }
  }

  private static void printGrowth(int bins) {
    int entries = bins - bins / 4;
    double[] ours = new double[ROUNDS];
    double[] theirs = new double[ROUNDS];
    for (int round = -WARM_UP_BINS / bins; round < ROUNDS; round++) {
      double our = longestPut(new LimitableMap<>(Integer.MAX_VALUE), entries);
      double their = longestPut(new ConcurrentHashMap<>(), entries);
      if (round >= 0) {
        ours[round] = our;
        theirs[round] = their;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "  %,11d  %,12.0f  %,17.0f  %5.2f%n",
        bins,
        median(ours),
        median(theirs),
        median(ours) / median(theirs));
  }

  /** In microseconds, among the few puts around the one that grows the table. */
  private static double longestPut(Map<Integer, Integer> map, int entries) {
    int key = 0;
    for (; key < entries - 4; key++) {
      map.put(key * 0x9E3779B1, key);
    }
    long longest = 0;
    for (; key < entries + 4; key++) {
      long start = System.nanoTime();
      map.put(key * 0x9E3779B1, key);
      longest = Math.max(longest, System.nanoTime() - start);
    }
    return longest / 1e3;
  }

  private static void warmUpShedding() {
    LimitableMap<Integer, Integer> map = new LimitableMap<>(1_000);
    for (int i = 0; i < WARM_UP_SHEDS; i++) {
      map.put(i, i);
      map.put(-i, i);
      map.evict(1);
      map.resize(999);
      map.resize(1_000);
    }
  }

  private static void printShedding(int shed) {
    LimitableMap<Integer, Integer> map = new LimitableMap<>(LIMIT);
    double[] evicting = new double[ROUNDS];
    double[] resizing = new double[ROUNDS];
    for (int round = -5; round < ROUNDS; round++) {
      double evict = refilled(map, () -> map.evict(shed));
      double resize =
          refilled(
              map,
              () -> {
                map.resize(LIMIT - shed);
                return shed;
              });
      map.resize(LIMIT);
      if (round >= 0) {
        evicting[round] = evict;
        resizing[round] = resize;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "  %,7d  %,9.1f  %11.1f  %,10.1f  %11.1f%n",
        shed,
        median(evicting),
        median(evicting) * 1e3 / shed,
        median(resizing),
        median(resizing) * 1e3 / shed);
  }

  private static double refilled(LimitableMap<Integer, Integer> map, IntSupplier call) {
    for (int i = 0; i < LIMIT; i++) {
      map.put(i * 0x9E3779B1, i);
    }
    long start = System.nanoTime();
    int shed = call.getAsInt();
    long took = System.nanoTime() - start;
    if (map.size() != LIMIT - shed) {
      throw new IllegalStateException(shed + " were shed, " + map.size() + " are left");
    }
    return took / 1e3;
  }

  private static double median(double[] times) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}

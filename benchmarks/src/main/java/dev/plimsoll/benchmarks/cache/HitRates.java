package dev.plimsoll.benchmarks.cache;

import com.googlecode.concurrentlinkedhashmap.ConcurrentLinkedHashMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints the hit rates of four policies: on Zipf distributions, or on traces that are given as
 * files, as cache2k's are published: each read's item in four bytes, the highest first.
 * Deterministic but for Caffeine.
 */
public final class HitRates {

  private static final int ITEMS = 200_000;
  private static final int READS = 2_000_000;
  private static final long SEED = 11;
  private static final int[] PARTS = {100, 20, 5};

  private HitRates() {}

  /**
   * Prints the table.
   *
   * @param arguments paths of traces; none for Zipf
   * @throws IOException if a trace cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    System.out.println("                entries    FIFO  second chance     LRU  Caffeine");
    for (String path : arguments) {
      int[] reads = trace(Path.of(path));
      int items = (int) Arrays.stream(reads).distinct().count();
      System.out.printf("%s: %,d reads of %,d items%n", path, reads.length, items);
      printRates("", reads, 0, items);
    }
    if (arguments.length == 0) {
      System.out.printf("%,d reads of %,d items, half of them to warm up%n", READS, ITEMS);
      for (double exponent : new double[] {0.9, 1.0}) {
        printRates("Zipf " + exponent, zipf(exponent), READS / 2, ITEMS);
      }
    }
  }

  private static void printRates(String name, int[] reads, int warmUp, int items) {
    for (int part : PARTS) {
      int limit = Math.max(1, items / part);
      System.out.printf(
          "%-13s  %,8d  %5.1f%%         %5.1f%%  %5.1f%%    %5.1f%%%n",
          name,
          limit,
          percent(Contenders.LIMITABLE_MAP.create(limit), reads, warmUp),
          percent(Contenders.LIMITABLE_MAP_SECOND_CHANCE.create(limit), reads, warmUp),
          percent(leastRecentlyUsed(limit), reads, warmUp),
          percent(Contenders.CAFFEINE.create(limit), reads, warmUp));
    }
  }

  private static int[] zipf(double exponent) {
    Zipf zipf = new Zipf(ITEMS, exponent, SEED);
    int[] reads = new int[READS];
    Arrays.setAll(reads, i -> zipf.next());
    return reads;
  }

  private static int[] trace(Path path) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
    int[] reads = new int[bytes.remaining() / Integer.BYTES];
    bytes.asIntBuffer().get(reads);
    return reads;
  }

  private static Contender leastRecentlyUsed(int limit) {
    Map<Integer, Integer> map =
        new ConcurrentLinkedHashMap.Builder<Integer, Integer>()
            .maximumWeightedCapacity(limit)
            .build();
    return new Contender() {
      @Override
      public @Nullable Integer get(Integer key) {
        return map.get(key);
      }

      @Override
      public void put(Integer key, Integer value) {
        map.put(key, value);
      }
    };
  }

  private static double percent(Contender cache, int[] reads, int warmUp) {
    int hits = 0;
    for (int i = 0; i < reads.length; i++) {
      Integer item = reads[i];
      if (cache.get(item) == null) {
        cache.put(item, item);
      } else if (i >= warmUp) {
        hits++;
      }
    }
    return 100.0 * hits / (reads.length - warmUp);
  }
}

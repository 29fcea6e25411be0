package dev.plimsoll.benchmarks.cache;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a full cache of 131,072 entries costs a thread: reads that hit, puts that evict, puts that
 * replace, and a mix of 80% reads over a Zipf distribution, with a put on each miss.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 700, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class LimitableMapBenchmark {

  private static final int ENTRIES = 131_072;
  private static final int DRAWS = 1 << 20;
  private static final double ZIPF = 0.99;

  @Param({
    "LIMITABLE_MAP",
    "CONCURRENT_HASH_MAP",
    "SYNCHRONIZED_LINKED_HASH_MAP",
    "CAFFEINE",
    "GUAVA",
    "CACHE2K",
    "CONCURRENT_LINKED_HASH_MAP",
    "EHCACHE"
  })
  Contenders contender = Contenders.LIMITABLE_MAP;

  private Contender cache;
  private final Integer[] keys = new Integer[ENTRIES];
  private final Integer[] drawn = new Integer[DRAWS];
  private final AtomicInteger nextThread = new AtomicInteger();

  /** Fills the cache and draws the keys. */
  @Setup
  public void fill() {
    cache = contender.create(ENTRIES);
    for (int i = 0; i < ENTRIES; i++) {
      keys[i] = i;
      cache.put(keys[i], keys[i]);
    }
    cache.settle();
    shuffle(keys);
    Zipf zipf = new Zipf(4 * ENTRIES, ZIPF, 7);
    for (int i = 0; i < DRAWS; i++) {
      // Scattered, so that popular keys are no neighbours.
      drawn[i] = zipf.next() * 0x9E3779B1;
    }
  }

  private static void shuffle(Integer[] all) {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = all.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      Integer other = all[j];
      all[j] = all[i];
      all[i] = other;
    }
  }

  /** Where a thread stands in the keys. */
  @State(Scope.Thread)
  public static class Position {
    private int at;
    private int step;
    private int fresh;

    /**
     * Sends each thread its own way: two on one way follow each other's heels, and how closely they
     * do decides what both measure.
     */
    @Setup
    public void begin(LimitableMapBenchmark benchmark) {
      int thread = benchmark.nextThread.getAndIncrement();
      at = thread * 40_009;
      step = 2 * thread * 20_011 + 1;
      fresh = 1 << 28 | thread << 24;
    }

    /** All of them once in each round, since the step is odd. */
    Integer nextOf(Integer[] all) {
      at += step;
      return all[at & (all.length - 1)];
    }
  }

  @Benchmark
  public @Nullable Integer getHit(Position position) {
    return cache.get(position.nextOf(keys));
  }

  @Benchmark
  public void putEvict(Position position) {
    Integer key = position.fresh++;
    cache.put(key, key);
  }

  @Benchmark
  public void putReplace(Position position) {
    Integer key = position.nextOf(keys);
    cache.put(key, key);
  }

  @Benchmark
  public @Nullable Integer mixed(Position position) {
    int at = position.at++;
    Integer key = drawn[at & (DRAWS - 1)];
    if (at % 5 == 0) {
      cache.put(key, key);
      return key;
    }
    Integer found = cache.get(key);
    if (found == null) {
      cache.put(key, key);
    }
    return found;
  }
}

package dev.plimsoll.benchmarks.cache;

import dev.plimsoll.cache.LimitableMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** 20,000 different strings of one hash code, put and read once each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class HashFloodBenchmark {

  private static final int KEYS = 20_000;
  private static final int PAIRS = 16;

  private final String[] keys = new String[KEYS];

  /** Makes the keys of "Aa" and "BB", which have one hash code. */
  public HashFloodBenchmark() {
    for (int i = 0; i < KEYS; i++) {
      StringBuilder key = new StringBuilder(2 * PAIRS);
      for (int bit = 0; bit < PAIRS; bit++) {
        key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      keys[i] = key.toString();
    }
  }

  @Benchmark
  public int limitableMap() {
    return fill(new LimitableMap<>(KEYS));
  }

  @Benchmark
  public int concurrentHashMap() {
    return fill(new ConcurrentHashMap<>());
  }

  private int fill(Map<String, Integer> map) {
    int found = 0;
    for (int i = 0; i < KEYS; i++) {
      map.put(keys[i], i);
    }
    for (String key : keys) {
      found += map.get(key) == null ? 0 : 1;
    }
    return found;
  }
}

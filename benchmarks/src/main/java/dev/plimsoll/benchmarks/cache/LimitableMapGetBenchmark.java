package dev.plimsoll.benchmarks.cache;

import dev.plimsoll.cache.LimitableMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading a key that is there. */
@State(Scope.Benchmark)
public class LimitableMapGetBenchmark {

  private final Map<Integer, Integer> map = new LimitableMap<>(1024);

  /** Fills the map. */
  public LimitableMapGetBenchmark() {
    for (int i = 0; i < 1024; i++) {
      map.put(i, i);
    }
  }

  @Benchmark
  public @Nullable Integer hit() {
    return map.get(ThreadLocalRandom.current().nextInt(1024));
  }
}

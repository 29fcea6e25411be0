package dev.plimsoll.benchmarks.retention;

import dev.plimsoll.cache.LimitableMap;
import dev.plimsoll.retention.RetentionListener;
import java.util.concurrent.TimeUnit;
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

/** A put that evicts, on a full map, by who listens. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
public class ListenedPutBenchmark {

  private static final int LIMIT = 131_072;
  private static final int KEYS = 4 * LIMIT;

  /** Who listens. */
  @Param({"none", "ledger", "batched none", "batched ledger"})
  public String listener = "none";

  private final Integer[] keys = new Integer[KEYS];
  private LimitableMap<Integer, Integer> map = new LimitableMap<>();
  private int next;

  /** Fills the map. */
  @Setup
  public void fill() {
    RetentionListener listening = Listeners.named(listener);
    map =
        LimitableMap.<Integer, Integer>builder()
            .limit(LIMIT)
            .footprint(value -> 16)
            .retention(listening)
            .build();
    for (int i = 0; i < KEYS; i++) {
      keys[i] = i;
      map.put(keys[i], keys[i]);
    }
  }

  /** The put. */
  @Benchmark
  public @Nullable Integer put() {
    next = (next + 1) & (KEYS - 1);
    Integer key = keys[next];
    return map.put(key, key);
  }
}

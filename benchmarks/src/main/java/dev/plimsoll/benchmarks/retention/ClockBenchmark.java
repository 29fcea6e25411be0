package dev.plimsoll.benchmarks.retention;

import dev.plimsoll.retention.CoarseClock;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading the time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class ClockBenchmark {

  private final CoarseClock clock = CoarseClock.open();

  /** Ends the clock's thread. */
  @TearDown
  public void close() {
    clock.close();
  }

  /** The shared clock. */
  @Benchmark
  public long coarse() {
    return clock.getAsLong();
  }

  /** The exact clock. */
  @Benchmark
  public long exact() {
    return System.nanoTime();
  }
}

package dev.plimsoll.benchmarks.retention;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionListener;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.infra.ThreadParams;

/**
 * One object retained and the one before 100,000 others released, as a full FIFO container reports
 * it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
public class RetentionPairBenchmark {

  private static final int HELD = 100_000;
  private static final int BYTES = 100;

  /** Who listens. */
  @Param({"none", "adder", "ledger", "ledger+adder", "batched none", "batched ledger"})
  public String listener = "none";

  private final Owner owner = Owner.named("owner");
  private RetentionListener listening = RetentionListener.none();

  /** Makes the listener. */
  @Setup
  public void listen() {
    listening = Listeners.named(listener);
  }

  /** The ids of one thread, between those of the others. */
  @State(Scope.Thread)
  public static class Ids {
    private long next;
    private int stride;

    /** Gives the thread its place. */
    @Setup
    public void place(ThreadParams thread) {
      next = (long) HELD + thread.getThreadIndex();
      stride = thread.getThreadCount();
    }

    private long next() {
      next += stride;
      return next;
    }
  }

  /** The pair. */
  @Benchmark
  public void pair(Ids ids) {
    long id = ids.next();
    listening.retained(owner, id, BYTES);
    listening.released(owner, id - HELD, BYTES, ReleaseCause.EVICTED);
  }
}

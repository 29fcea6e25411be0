package dev.plimsoll.benchmarks.simulator;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Simulated allocations a second, collections included: objects of 64 bytes with two slots go into
 * a ring. A window of 1,000 dies young; 200,000 retained live past two scavenges, are promoted and
 * die old.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class HeapAllocationBenchmark {

  private static final int BATCH = 1_000;

  /** Live objects. */
  @Param({"1000", "200000"})
  public int retained = 1_000;

  private final Owner owner = Owner.named("ring");
  private final GenerationalHeap heap =
      GenerationalHeap.of(HeapConfig.v8_11_3().withBaseObjects(false));
  private int ring;
  private int next;

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int allocate() {
    if (ring == 0) {
      ring = heap.allocate(owner, 16 + 8L * retained, retained);
      heap.addRoot(ring);
    }
    for (int i = 0; i < BATCH; i++) {
      heap.store(ring, next, heap.allocate(owner, 64, 2));
      next = next + 1 == retained ? 0 : next + 1;
    }
    return next;
  }
}

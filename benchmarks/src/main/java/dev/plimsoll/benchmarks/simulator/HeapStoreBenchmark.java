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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A store with its write barrier, into objects of the old generation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HeapStoreBenchmark {

  private static final int SLOTS = 16;
  private static final int BATCH = 1_000;

  private final Owner owner = Owner.named("graph");
  private final GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_11_3());
  private int parent;
  private int oldValue;
  private int youngValue;

  /** Promotes what shall be old. */
  @Setup
  public void promote() {
    parent = rooted(16 + 8 * SLOTS, SLOTS);
    oldValue = rooted(32, 0);
    heap.collectFully();
    youngValue = rooted(32, 0);
  }

  /** An old object into an old one. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void oldIntoOld() {
    storeAll(oldValue);
  }

  /** A young object into an old one: the remembered set learns of it. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void youngIntoOld() {
    storeAll(youngValue);
  }

  private void storeAll(int value) {
    for (int i = 0; i < BATCH; i++) {
      heap.store(parent, i & (SLOTS - 1), value);
    }
  }

  private int rooted(long bytes, int slots) {
    int object = heap.allocate(owner, bytes, slots);
    heap.addRoot(object);
    return object;
  }
}

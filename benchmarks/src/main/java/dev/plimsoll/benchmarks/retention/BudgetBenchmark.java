package dev.plimsoll.benchmarks.retention;

import dev.plimsoll.retention.BudgetMembership;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.RetentionBudget;
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

/** What a budget adds to a put: below the limit, and at the limit where each put sheds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class BudgetBenchmark {

  private static final int BYTES = 100;

  /** How many containers share the budget. */
  @Param({"1", "16"})
  public int members = 1;

  private final BudgetMembership[] roomy = new BudgetMembership[16];
  private final BudgetMembership[] full = new BudgetMembership[16];

  /** Joins two budgets, one of them already full. */
  @Setup
  public void join() {
    RetentionBudget large = RetentionBudget.ofBytes(Long.MAX_VALUE / 2);
    RetentionBudget small = RetentionBudget.ofBytes((long) BYTES * members);
    for (int i = 0; i < members; i++) {
      int member = i;
      Owner owner = Owner.named("member " + i);
      roomy[i] = large.join(owner, bytes -> 0);
      full[i] = small.join(owner, bytes -> shed(member, bytes));
      full[i].reserve(BYTES);
    }
  }

  private long shed(int member, long bytes) {
    full[member].release(bytes);
    return bytes;
  }

  /** Two additions each. */
  @Benchmark
  public void reserveAndReleaseBelowTheLimit() {
    roomy[0].reserve(BYTES);
    roomy[0].release(BYTES);
  }

  /** Finds who is furthest over its share, and sheds there. */
  @Benchmark
  public void reserveAtTheLimit() {
    full[0].reserve(BYTES);
  }
}

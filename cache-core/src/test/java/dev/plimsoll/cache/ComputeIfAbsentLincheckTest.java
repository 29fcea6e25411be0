package dev.plimsoll.cache;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * As long as nothing leaves, {@code computeIfAbsent} is one single step, those who wait for the
 * load of another included. With removals, evictions and clears it is two: {@link
 * LoadLincheckTest}.
 */
@Tag("concurrency")
@Param(name = "key", gen = IntGen.class, conf = "1:2")
@Param(name = "value", gen = IntGen.class, conf = "1:2")
@SuppressWarnings({"exports", "missing-explicit-ctor"}) // public for Lincheck alone
public class ComputeIfAbsentLincheckTest {

  private final LimitableMap<Integer, Integer> map =
      new LimitableMap<>(LimitableMapLincheckTest.LIMIT);

  @Operation
  public @Nullable Integer computeIfAbsent(@Param(name = "key") int key) {
    return map.computeIfAbsent(key, absent -> LimitableMapLincheckTest.LOADED);
  }

  @Operation
  public @Nullable Integer put(@Param(name = "key") int key, @Param(name = "value") int value) {
    return map.put(key, value);
  }

  @Operation
  public @Nullable Integer get(@Param(name = "key") int key) {
    return map.get(key);
  }

  @Operation
  public int size() {
    return map.size();
  }

  @Test
  void is_linearizable_under_stress() {
    new StressOptions()
        .sequentialSpecification(FifoSpecification.class)
        .iterations(LimitableMapLincheckTest.ITERATIONS)
        .invocationsPerIteration(LimitableMapLincheckTest.INVOCATIONS)
        .threads(2)
        .actorsPerThread(3)
        .check(ComputeIfAbsentLincheckTest.class);
  }

  @Test
  void is_linearizable_under_model_checking() {
    new ModelCheckingOptions()
        .sequentialSpecification(FifoSpecification.class)
        .iterations(LimitableMapLincheckTest.ITERATIONS)
        .invocationsPerIteration(LimitableMapLincheckTest.INVOCATIONS)
        .threads(2)
        .actorsPerThread(3)
        .check(ComputeIfAbsentLincheckTest.class);
  }
}

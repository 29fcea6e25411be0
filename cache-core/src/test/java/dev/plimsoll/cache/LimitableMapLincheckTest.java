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
 * Every operation on one key, the count and the clear are single steps of a first in, first out map
 * of two entries, evictions included.
 *
 * <p>{@code computeIfAbsent} is none of them: a removal or a clear while it loads leaves its value
 * unstored, which no single step can say. {@link LoadLincheckTest} models its two steps.
 */
@Tag("concurrency")
@Param(name = "key", gen = IntGen.class, conf = "1:3")
@Param(name = "value", gen = IntGen.class, conf = "1:2")
@SuppressWarnings({"exports", "missing-explicit-ctor"}) // public for Lincheck alone
public class LimitableMapLincheckTest {

  static final int LIMIT = 2;

  // Enough to be run each time; -Dlincheck.iterations=50 -Dlincheck.invocations=2000 digs deeper.
  static final int ITERATIONS = Integer.getInteger("lincheck.iterations", 4);
  static final int INVOCATIONS = Integer.getInteger("lincheck.invocations", 60);

  static final int LOADED = 9;

  private final LimitableMap<Integer, Integer> map = new LimitableMap<>(LIMIT);

  @Operation
  public @Nullable Integer put(@Param(name = "key") int key, @Param(name = "value") int value) {
    return map.put(key, value);
  }

  @Operation
  public @Nullable Integer putIfAbsent(
      @Param(name = "key") int key, @Param(name = "value") int value) {
    return map.putIfAbsent(key, value);
  }

  @Operation
  public @Nullable Integer get(@Param(name = "key") int key) {
    return map.get(key);
  }

  @Operation
  public @Nullable Integer remove(@Param(name = "key") int key) {
    return map.remove(key);
  }

  @Operation
  public boolean removeExactly(@Param(name = "key") int key, @Param(name = "value") int value) {
    return map.remove(key, value);
  }

  @Operation
  public boolean replaceExactly(
      @Param(name = "key") int key,
      @Param(name = "value") int expected,
      @Param(name = "value") int value) {
    return map.replace(key, expected, value);
  }

  @Operation
  public int size() {
    return map.size();
  }

  @Operation
  public void clear() {
    map.clear();
  }

  @Test
  void is_linearizable_under_stress() {
    new StressOptions()
        .sequentialSpecification(FifoSpecification.class)
        .iterations(ITERATIONS)
        .invocationsPerIteration(INVOCATIONS)
        .threads(2)
        .actorsPerThread(3)
        .check(LimitableMapLincheckTest.class);
  }

  @Test
  void is_linearizable_under_model_checking() {
    new ModelCheckingOptions()
        .sequentialSpecification(FifoSpecification.class)
        .iterations(ITERATIONS)
        .invocationsPerIteration(INVOCATIONS)
        .threads(2)
        .actorsPerThread(3)
        .check(LimitableMapLincheckTest.class);
  }
}

package dev.plimsoll.simulator;

import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RandomProgramTest {

  private static final long MB = 1 << 20;
  private static final List<HeapConfig> CONFIGS =
      List.of(
          HeapConfig.v8_11_3(),
          HeapConfig.v8_6_2(),
          HeapConfig.v8_3_14(),
          HeapConfig.hotspotSerial(16 * MB, MB),
          HeapConfig.hotspotSerial(16 * MB, MB).withMaxTenuringThreshold(1),
          HeapConfig.v8_11_3().withCollectionAtEveryAllocation(true),
          HeapConfig.v8_6_2().withCollectionAtEveryAllocation(true),
          HeapConfig.hotspotSerial(16 * MB, MB).withCollectionAtEveryAllocation(true));

  // Without JaCoCo's agent, whose probes take most of the time here.
  @Tag("concurrency")
  @Test
  void ten_thousand_random_programs_keep_what_is_reachable_and_nothing_else() {
    LongStream.range(0, 10_000).forEach(RandomProgramTest::run);
  }

  /**
   * {@code ./mvnw -pl heap-simulator -am -Plong test -Dtest=RandomProgramTest
   * -Dsurefire.failIfNoSpecifiedTests=false}.
   */
  @Tag("long")
  @Test
  void a_million_random_programs_keep_what_is_reachable_and_nothing_else() {
    LongConsumer run = RandomProgramTest::run;
    LongStream.range(10_000, 1_010_000).parallel().forEach(run);
  }

  private static void run(long seed) {
    HeapConfig config = CONFIGS.get((int) (seed % CONFIGS.size()));
    try {
      new RandomProgram(config, seed).run();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + " on " + config, e);
    }
  }
}

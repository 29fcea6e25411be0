package dev.plimsoll.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.queue.Alarm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the lessons about containers teach: one without a bound beside one with. */
class ContainerLessonsTest {

  private static final long MB = 1 << 20;

  @TempDir private Path folder;

  @Test
  void a_cache_without_a_limit_keeps_all_and_has_it_promoted() {
    Holding unbounded = Example04TheUnboundedCache.unbounded();
    Holding bounded = Example04TheUnboundedCache.bounded();

    assertThat(unbounded.entries()).isEqualTo(Example04TheUnboundedCache.PUTS);
    assertThat(bounded.entries()).isEqualTo(Example04TheUnboundedCache.LIMIT);
    assertThat(unbounded.liveBytes()).isGreaterThan(60 * MB);
    assertThat(bounded.liveBytes()).isLessThan(MB);
    assertThat(unbounded.totals().promotedBytes())
        .isGreaterThan(10 * bounded.totals().promotedBytes());
  }

  @Test
  void an_array_of_a_module_only_grows_and_a_module_cache_is_bounded_and_can_be_cleared() {
    Holding array = Example05TheModuleArray.array();

    assertThat(array.entries()).isEqualTo(Example05TheModuleArray.REQUESTS);
    assertThat(array.liveBytes()).isGreaterThan(20 * MB);
    List<Holding> cache = Example05TheModuleArray.cache();
    Holding full = cache.get(0);
    Holding cleared = cache.get(1);
    assertThat(full.entries()).isEqualTo(Example05TheModuleArray.LIMIT);
    assertThat(full.liveBytes()).isPositive().isLessThan(MB);
    assertThat(array.totals().promotedBytes()).isGreaterThan(10 * full.totals().promotedBytes());
    assertThat(cleared.entries()).isZero();
    // Nothing but the array that the model itself keeps for each owner.
    assertThat(cleared.liveBytes()).isLessThan(10_000);
  }

  @Test
  void a_queue_without_a_bound_hides_a_slow_consumer_in_the_heap() {
    Holding unbounded = Example06TheSlowConsumer.unbounded();

    assertThat(unbounded.entries()).isEqualTo(200_000);
    assertThat(unbounded.liveBytes()).isGreaterThan(50 * MB);
  }

  @Test
  void a_guarded_queue_raises_an_alarm_and_refuses() {
    Example06TheSlowConsumer example = new Example06TheSlowConsumer();

    Holding bounded = example.bounded();

    assertThat(bounded.entries()).isEqualTo(940);
    assertThat(bounded.liveBytes()).isBetween(940 * 300L, 940 * 400L);
    assertThat(example.alarms().get(0).kind()).isEqualTo(Alarm.Kind.HIGH_WATERMARK);
    assertThat(example.alarms().get(0).snapshot().queued()).isEqualTo(800);
    assertThat(example.refused()).isEqualTo(5_000 * 100 - (940 + 5_000 * 60));
  }

  @Test
  void a_log_with_a_slow_sink_piles_up_and_one_with_a_file_does_not() throws Exception {
    Path file = folder.resolve("log");

    Holding database = Example08TheLogWithASlowSink.toDatabase();
    Holding drained = Example08TheLogWithASlowSink.toFile(file);

    assertThat(database.entries()).isEqualTo(350_000);
    assertThat(database.liveBytes()).isGreaterThan(30 * MB);
    assertThat(drained.entries()).isZero();
    assertThat(drained.totals().promotedBytes()).isLessThan(database.totals().promotedBytes() / 10);
    assertThat(Files.readAllLines(file))
        .hasSize(500_000)
        .startsWith("request 100000: user 100 saw the orders");
  }

  @Test
  void a_larger_window_is_promoted_more_until_it_outlives_every_scavenge() {
    long small = Example10ALargerWindow.run(10).promotedBytes();
    long large = Example10ALargerWindow.run(10_000).promotedBytes();
    long largest = Example10ALargerWindow.run(50_000).promotedBytes();

    assertThat(large).isGreaterThan(5 * small);
    // From there on it is the whole window anyway: real V8 differs by one scavenge between runs.
    assertThat(largest).isGreaterThan(5 * small);
  }
}

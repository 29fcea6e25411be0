package dev.plimsoll.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.retention.RetentionListener;
import dev.plimsoll.watch.HeapHistogram.ClassCount;
import dev.plimsoll.watch.WatchEvent.Collected;
import dev.plimsoll.watch.WatchEvent.Leak;
import dev.plimsoll.watch.WatchEvent.MemwatchLeak;
import dev.plimsoll.watch.WatchEvent.OverBound;
import dev.plimsoll.watch.WatchEvent.Pressure;
import dev.plimsoll.watch.WatchEvent.PromotedQuality;
import dev.plimsoll.watch.WatchEvent.Recovered;
import dev.plimsoll.watch.WatchEvent.Suspect;
import dev.plimsoll.watch.rule.Verdict.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchCoreTest {

  private static final long HEAP = 1_000_000;

  private final RetentionLedger ledger = RetentionLedger.create();
  private final List<WatchEvent> events = new ArrayList<>();
  private final List<Gauge> gauges = new ArrayList<>();
  private long nanos;
  private long leakedClassBytes;
  private int histograms;
  private boolean histogramRefused;
  private WatchCore core = core(LeakWatchConfig.defaults());

  @Test
  void names_the_owner_that_leaks_and_says_when_the_heap_is_full() {
    Owner orders = Owner.named("orders");
    grow(orders, 70, 10_000);
    Leak leak = only(Leak.class);
    assertThat(leak.owner()).isSameAs(orders);
    assertThat(leak.bytesAnHour()).isEqualTo(10_000 * 3_600 / 5);
    assertThat(leak.timeToFull()).isBetween(Duration.ofSeconds(5 * 20), Duration.ofSeconds(5 * 23));
    assertThat(leak.evidence()).contains("orders").contains("old");
  }

  @Test
  void suspects_the_owner_before_it_calls_it_a_leak_and_each_once() {
    grow(Owner.named("orders"), 90, 10_000);
    assertThat(events)
        .filteredOn(event -> event instanceof Suspect || event instanceof Leak)
        .hasSize(2)
        .first()
        .isInstanceOf(Suspect.class);
  }

  @Test
  void keeps_silent_about_a_cache_that_fills_to_its_bound() {
    grow(Owner.named("orders", Bound.bytes(2 * HEAP)), 90, 10_000);
    assertThat(events)
        .noneMatch(
            event ->
                event instanceof Suspect || event instanceof Leak || event instanceof OverBound);
  }

  @Test
  void tells_that_an_owner_is_over_its_bound_for_three_samples_and_when_it_no_longer_is() {
    Owner orders = Owner.named("orders", Bound.bytes(100));
    ledger.retained(orders, 1, 60);
    core.sample();
    ledger.retained(orders, 2, 60);
    core.sample();
    core.sample();
    assertThat(events).isEmpty();
    core.sample();
    assertThat(only(OverBound.class).held()).isEqualTo(120);
    ledger.released(orders, 1, 60, ReleaseCause.EVICTED);
    core.sample();
    assertThat(only(Recovered.class).what()).isEqualTo("orders");
  }

  @Test
  void a_full_cache_that_is_seen_between_taking_one_in_and_letting_one_go_is_not_over_its_bound() {
    Owner orders = Owner.named("orders", Bound.bytes(700_000));
    for (int i = 1; i <= 200; i++) {
      ledger.retained(orders, i, 10_000);
      if (i > 70) {
        ledger.released(orders, i - 70, 10_000, ReleaseCause.EVICTED);
      }
      boolean between = i >= 70 && i % 2 == 0;
      if (between) {
        ledger.retained(orders, 1_000 + i, 10_000);
      }
      collected(900_000);
      core.sample();
      if (between) {
        ledger.released(orders, 1_000 + i, 10_000, ReleaseCause.EVICTED);
      }
    }
    assertThat(events)
        .noneMatch(
            event ->
                event instanceof Suspect || event instanceof Leak || event instanceof OverBound);
  }

  @Test
  void
      a_histogram_is_taken_at_suspect_and_the_classes_that_grew_since_stand_in_the_leaks_evidence() {
    Owner orders = Owner.named("orders");
    for (int i = 1; i <= 70; i++) {
      leakedClassBytes = 8_000L * i;
      ledger.retained(orders, i, 10_000);
      collected(100_000 + i * 10_000L);
      core.sample();
    }
    assertThat(histograms).isEqualTo(2);
    assertThat(only(Leak.class).evidence())
        .contains("since it was suspected com.shop.Order has grown by ");
    assertThat(only(Suspect.class).evidence()).doesNotContain("com.shop.Order");
  }

  @Test
  void no_histogram_is_taken_where_they_are_not_allowed_and_the_leak_is_told_all_the_same() {
    core = core(LeakWatchConfig.defaults().withoutHistograms());
    grow(Owner.named("orders"), 70, 10_000);
    assertThat(histograms).isZero();
    assertThat(only(Leak.class).evidence()).doesNotContain("com.shop.Order");
  }

  @Test
  void a_histogram_that_is_refused_costs_the_leak_only_its_classes() {
    histogramRefused = true;
    grow(Owner.named("orders"), 70, 10_000);
    assertThat(histograms).isEqualTo(1);
    assertThat(only(Leak.class).evidence()).doesNotContain("com.shop.Order");
  }

  @Test
  void judges_entries_where_bytes_are_unknown() {
    Owner orders = Owner.named("orders");
    for (int i = 1; i <= 70; i++) {
      ledger.retained(orders, i, RetentionListener.UNKNOWN_BYTES);
      collected(250_000 + i * 10_000L);
      core.sample();
    }
    assertThat(only(Leak.class).bytes()).isLessThan(100);
  }

  @Test
  void a_container_that_is_not_ours_is_suspected_but_never_called_a_leak() {
    long[] held = {0};
    ledger.watch(Owner.named("theirs"), () -> held[0], () -> held[0] * 10_000);
    for (int i = 1; i <= 90; i++) {
      held[0]++;
      collected(100_000 + held[0] * 10_000);
      core.sample();
    }
    assertThat(only(Suspect.class).owner().name()).isEqualTo("theirs");
    assertThat(events).noneMatch(Leak.class::isInstance);
  }

  @Test
  void an_owner_that_stops_to_grow_recovers() {
    Owner orders = Owner.named("orders");
    grow(orders, 50, 10_000);
    assertThat(core.owners()).extracting(WatchedOwner::level).containsExactly(Level.SUSPECT);
    for (int i = 0; i < 400; i++) {
      core.sample();
    }
    assertThat(only(Recovered.class).what()).isEqualTo("orders");
    assertThat(core.owners()).extracting(WatchedOwner::level).containsExactly(Level.CALM);
  }

  @Test
  void a_suspect_that_is_collected_with_its_container_recovers() {
    grow(Owner.named("short-lived"), 50, 10_000);
    assertThat(only(Suspect.class).owner().name()).isEqualTo("short-lived");
    events.clear(); // the last reference to the owner was in its events
    while (!ledger.owners().isEmpty()) {
      System.gc();
      Thread.onSpinWait();
    }
    core.sample();
    core.sample();
    assertThat(only(Recovered.class).what()).isEqualTo("short-lived");
  }

  @Test
  void an_owner_whose_bound_is_passed_is_a_leak_even_if_its_ages_are_unknown() {
    long[] held = {0};
    ledger.watch(Owner.named("theirs", Bound.entries(10)), () -> held[0], () -> held[0] * 10_000);
    for (int i = 1; i <= 90; i++) {
      held[0]++;
      collected(100_000 + held[0] * 10_000);
      core.sample();
    }
    assertThat(only(OverBound.class).bound()).isEqualTo(10);
    assertThat(only(Leak.class).owner().name()).isEqualTo("theirs");
  }

  @Test
  void garbage_that_grew_old_and_waits_for_a_major_collection_is_no_full_heap() {
    major(150_000);
    Owner orders = Owner.named("orders");
    for (int i = 1; i <= 90; i++) {
      ledger.retained(orders, i, 2_000);
      collected(Math.min(950_000, 150_000 + 20_000L * i));
      core.sample();
    }
    assertThat(events).allMatch(Collected.class::isInstance);
  }

  @Test
  void tells_of_a_full_heap_once_and_of_its_end_once_it_is_well_below() {
    for (long used : new long[] {500_000, 910_000, 890_000, 905_000, 840_000}) {
      collected(used);
      core.sample();
    }
    assertThat(events).filteredOn(event -> !(event instanceof Collected)).hasSize(2);
    assertThat(only(Pressure.class).kind()).isEqualTo(Pressure.Kind.HEAP);
    assertThat(only(Recovered.class).what()).isEqualTo("HEAP");
  }

  @Test
  void tells_of_what_kills_a_process_from_outside() {
    gauges.add(new Gauge(Pressure.Kind.RESIDENT_SIZE, 95, 100));
    core.sample();
    assertThat(only(Pressure.class).text()).contains("95 of 100").contains("container");
  }

  @Test
  void tells_of_time_that_goes_to_collections() {
    core.collected(
        new Collected(
            "Copy", "end of minor GC", "", Duration.ofSeconds(2), 0, 0, 0, PromotedQuality.EXACT));
    nanos += Duration.ofSeconds(5).toNanos();
    core.sample();
    assertThat(only(Pressure.class).kind()).isEqualTo(Pressure.Kind.COLLECTION_TIME);
    assertThat(only(Pressure.class).level()).isEqualTo(0.4);
  }

  @Test
  void memwatchs_event_comes_only_if_asked_for_and_says_by_how_much_the_heap_grew() {
    for (int i = 0; i < 10; i++) {
      major(1_000 + 10 * i);
    }
    assertThat(events).noneMatch(MemwatchLeak.class::isInstance);
    core = core(LeakWatchConfig.defaults().withMemwatch(5));
    for (int i = 0; i < 6; i++) {
      major(1_000 + 10 * i);
    }
    assertThat(only(MemwatchLeak.class)).isEqualTo(new MemwatchLeak(5, 50, 1_050));
  }

  @Test
  void growth_without_an_owner_is_pressure_and_names_a_class_when_two_histograms_confirm_it() {
    for (int i = 1; i <= 60; i++) {
      leakedClassBytes = 8_000L * i;
      major(200_000 + 10_000L * i);
    }
    assertThat(histograms).isEqualTo(2);
    assertThat(events)
        .filteredOn(Pressure.class::isInstance)
        .hasSize(2)
        .last()
        .asString()
        .contains("com.shop.Order");
  }

  @Test
  void growth_without_an_owner_names_no_class_that_explains_less_than_half_of_it() {
    for (int i = 1; i <= 60; i++) {
      leakedClassBytes = 4_000L * i;
      major(200_000 + 10_000L * i);
    }
    assertThat(histograms).isEqualTo(2);
    assertThat(events).filteredOn(Pressure.class::isInstance).hasSize(1);
  }

  private WatchCore core(LeakWatchConfig config) {
    return new WatchCore(
        ledger,
        config,
        new WatchCore.Sources(
            () -> new HeapLevel(0, 0, HEAP), () -> gauges, this::histogram, () -> nanos),
        events::add);
  }

  private HeapHistogram histogram() {
    histograms++;
    if (histogramRefused) {
      throw new IllegalStateException("a histogram would stop the world for too long");
    }
    return new HeapHistogram(
        List.of(
            new ClassCount("com.shop.Order", 1, leakedClassBytes),
            new ClassCount("byte[]", 1, 500)),
        List.of());
  }

  private void grow(Owner owner, int samples, long step) {
    for (int i = 1; i <= samples; i++) {
      ledger.retained(owner, i, step);
      collected(100_000 + i * step);
      core.sample();
      nanos += Duration.ofSeconds(5).toNanos();
    }
  }

  private void collected(long after) {
    core.collected(
        new Collected(
            "Copy",
            "end of minor GC",
            "Allocation Failure",
            Duration.ZERO,
            after,
            after,
            0,
            PromotedQuality.EXACT));
  }

  private void major(long after) {
    core.collected(
        new Collected(
            "MarkSweepCompact",
            "end of major GC",
            "Allocation Failure",
            Duration.ZERO,
            after,
            after,
            0,
            PromotedQuality.NONE));
  }

  private <T extends WatchEvent> T only(Class<T> type) {
    assertThat(events).filteredOn(type::isInstance).hasSize(1);
    return events.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }
}

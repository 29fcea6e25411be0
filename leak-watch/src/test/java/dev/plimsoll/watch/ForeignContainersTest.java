package dev.plimsoll.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.cache.CacheBuilder;
import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.watch.WatchEvent.Collected;
import dev.plimsoll.watch.WatchEvent.Leak;
import dev.plimsoll.watch.WatchEvent.OverBound;
import dev.plimsoll.watch.WatchEvent.PromotedQuality;
import dev.plimsoll.watch.WatchEvent.Suspect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.cache.concurrent.ConcurrentMapCache;

/**
 * Containers that know nothing of this library are watched from outside, no code moved: suspected
 * when they grow without a bound, called a leak only when they pass the bound that was declared for
 * them.
 */
class ForeignContainersTest {

  private static final long HEAP = 1_000_000;
  private static final long ENTRY = 10_000;
  private static final int SAMPLES = 85;

  /** A container by the three things that are needed of it. */
  record Container(String name, IntConsumer put, LongSupplier size) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final RetentionLedger ledger = RetentionLedger.create();
  private final List<WatchEvent> events = new ArrayList<>();
  private final WatchCore core =
      new WatchCore(
          ledger,
          LeakWatchConfig.defaults().withoutHistograms(),
          new WatchCore.Sources(
              () -> new HeapLevel(0, 0, HEAP),
              List::of,
              () -> new HeapHistogram(List.of(), List.of()),
              () -> 0),
          events::add);

  static Stream<Container> containers() {
    ConcurrentMap<Integer, String> map = new ConcurrentHashMap<>();
    var caffeine = Caffeine.newBuilder().<Integer, String>build();
    var guava = CacheBuilder.newBuilder().<Integer, String>build();
    ConcurrentMap<Object, Object> store = new ConcurrentHashMap<>();
    var spring = new ConcurrentMapCache("spring", store, false);
    return Stream.of(
        new Container("Map", key -> map.put(key, "value"), map::size),
        new Container("Caffeine", key -> caffeine.put(key, "value"), caffeine::estimatedSize),
        new Container("Guava", key -> guava.put(key, "value"), guava::size),
        new Container("Spring", key -> spring.put(key, "value"), store::size));
  }

  @ParameterizedTest
  @MethodSource("containers")
  void one_that_grows_for_ever_stops_at_suspect(Container container) {
    Owner owner = Owner.named(container.name());
    fill(owner, container);
    assertThat(events).filteredOn(Suspect.class::isInstance).hasSize(1);
    assertThat(events).noneMatch(Leak.class::isInstance);
    assertThat(ledger.owners().get(0).entries()).isEqualTo(SAMPLES);
  }

  @ParameterizedTest
  @MethodSource("containers")
  void one_that_passes_the_bound_declared_for_it_is_a_leak(Container container) {
    Owner owner = Owner.named(container.name(), Bound.entries(SAMPLES / 3));
    fill(owner, container);
    assertThat(events)
        .anySatisfy(event -> assertThat(event).isInstanceOf(OverBound.class))
        .anySatisfy(
            event -> {
              assertThat(event).isInstanceOf(Leak.class);
              assertThat(((Leak) event).owner()).isSameAs(owner);
            });
  }

  @ParameterizedTest
  @MethodSource("containers")
  void one_that_keeps_the_bound_declared_for_it_is_not_named(Container container) {
    fill(Owner.named(container.name(), Bound.entries(SAMPLES)), container);
    assertThat(events).allMatch(Collected.class::isInstance);
  }

  private void fill(Owner owner, Container container) {
    ledger.watch(owner, container.size(), () -> container.size().getAsLong() * ENTRY);
    for (int i = 0; i < SAMPLES; i++) {
      container.put().accept(i);
      long after = container.size().getAsLong() * ENTRY;
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
      core.sample();
    }
  }
}

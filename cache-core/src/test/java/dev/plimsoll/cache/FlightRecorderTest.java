package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.RetentionBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecorderTest {

  private static final String LOAD = "dev.plimsoll.CacheLoad";
  private static final String EVICTION = "dev.plimsoll.CacheBulkEviction";
  private static final String CLEAR = "dev.plimsoll.CacheClear";

  @TempDir private Path directory;

  private final LimitableMap<String, String> map =
      LimitableMap.<String, String>builder().limit(10).name("users").build();
  private static final ModuleCache<String, String> CACHE =
      ModuleCache.of(FlightRecorderTest.class, "prices", 10);

  @Test
  void shedding_on_request_is_one_event() throws IOException {
    RecordedEvent event = onlyEvent(EVICTION, () -> filled().evict(3));

    assertThat(event.getString("cache")).isEqualTo("users");
    assertThat(event.getString("cause")).isEqualTo("EVICTED");
    assertThat(event.getLong("entries")).isEqualTo(3);
    assertThat(event.getLong("bytes")).isEqualTo(-1);
  }

  @Test
  void a_lower_limit_that_sheds_is_one_event_and_a_higher_one_is_none() throws IOException {
    RecordedEvent event =
        onlyEvent(
            EVICTION,
            () -> {
              filled().resize(4);
              map.resize(20);
            });

    assertThat(event.getString("cause")).isEqualTo("RESIZED");
    assertThat(event.getLong("entries")).isEqualTo(6);
  }

  @Test
  void shedding_for_a_budget_is_an_event_of_the_budget_and_one_of_each_cache_that_shed()
      throws IOException {
    RetentionBudget budget = RetentionBudget.ofBytes(10);
    List<RecordedEvent> events =
        record(
            () -> {
              LimitableMap<String, String> shared =
                  LimitableMap.<String, String>builder()
                      .name("shared")
                      .footprint(String::length)
                      .budget(budget, 1)
                      .build();
              shared.put("a", "12345678");
              shared.put("b", "123");
            });

    assertThat(events)
        .extracting(event -> event.getEventType().getName())
        .containsExactlyInAnyOrder("dev.plimsoll.BudgetShed", EVICTION);
    RecordedEvent eviction = events.stream().filter(e -> hasName(e, EVICTION)).findAny().get();
    assertThat(eviction.getLong("bytes")).isEqualTo(8);
  }

  @Test
  void a_module_cache_that_sheds_is_one_event() throws IOException {
    ModuleCache<String, String> weighed =
        ModuleCache.<String, String>builder(FlightRecorderTest.class, "weighed")
            .maxBytes(100)
            .footprint(String::length)
            .build();
    weighed.put("a", "12345678");
    RecordedEvent event = onlyEvent(EVICTION, () -> weighed.shed(1));

    assertThat(event.getString("cache")).isEqualTo("weighed");
    assertThat(event.getLong("bytes")).isEqualTo(8);
  }

  @Test
  void a_clear_is_one_event_with_what_was_held() throws IOException {
    RecordedEvent ofMap = onlyEvent(CLEAR, () -> filled().clear());
    CACHE.clear();
    CACHE.put("a", "1");
    RecordedEvent ofModule = onlyEvent(CLEAR, CACHE::clear);

    assertThat(ofMap.getString("cache")).isEqualTo("users");
    assertThat(ofMap.getLong("entries")).isEqualTo(10);
    assertThat(ofModule.getString("cache")).isEqualTo("prices");
    assertThat(ofModule.getLong("entries")).isEqualTo(1);
  }

  @Test
  void a_load_over_the_threshold_is_an_event_and_one_under_it_is_none() throws IOException {
    List<RecordedEvent> events =
        record(() -> map.computeIfAbsent("quick", key -> "1"), Duration.ofHours(1));
    assertThat(events).isEmpty();

    RecordedEvent event = onlyEvent(LOAD, () -> map.computeIfAbsent("a", key -> "1"));
    assertThat(event.getString("cache")).isEqualTo("users");
    assertThat(event.getBoolean("loaded")).isTrue();
  }

  @Test
  void the_threshold_is_20_ms_unless_told() {
    assertThat(LoadEvent.class.getAnnotation(jdk.jfr.Threshold.class).value()).isEqualTo("20 ms");
  }

  @Test
  void a_load_that_fails_is_an_event_too_and_those_of_a_module_cache_are() throws IOException {
    List<RecordedEvent> events =
        record(
            () -> {
              CACHE.get("b", key -> "2");
              CACHE.get("c", key -> null);
            });

    assertThat(events).extracting(event -> event.getBoolean("loaded")).containsExactly(true, false);
    assertThat(events).extracting(event -> event.getString("cache")).containsOnly("prices");
  }

  @Test
  void nothing_is_recorded_that_was_not_enabled() throws IOException {
    Path file = directory.resolve("off.jfr");
    try (Recording recording = new Recording()) {
      recording.disable(EVICTION);
      recording.disable(CLEAR);
      recording.disable(LOAD);
      recording.start();
      filled().evict(2);
      map.clear();
      recording.dump(file);
    }
    assertThat(ours(file)).isEmpty();
  }

  private LimitableMap<String, String> filled() {
    for (int i = 0; i < 10; i++) {
      map.put("key" + i, "value");
    }
    return map;
  }

  private RecordedEvent onlyEvent(String name, Runnable work) throws IOException {
    List<RecordedEvent> events = record(work);
    assertThat(events).hasSize(1);
    assertThat(hasName(events.get(0), name)).isTrue();
    return events.get(0);
  }

  private List<RecordedEvent> record(Runnable work) throws IOException {
    return record(work, Duration.ZERO);
  }

  private List<RecordedEvent> record(Runnable work, Duration threshold) throws IOException {
    Path file = directory.resolve(threshold.toNanos() + ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable(LOAD).withThreshold(threshold);
      recording.enable(EVICTION).withoutThreshold();
      recording.enable(CLEAR).withoutThreshold();
      recording.enable("dev.plimsoll.BudgetShed").withoutThreshold();
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
    return ours(file);
  }

  private static List<RecordedEvent> ours(Path file) throws IOException {
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().startsWith("dev.plimsoll."))
        .toList();
  }

  private static boolean hasName(RecordedEvent event, String name) {
    return event.getEventType().getName().equals(name);
  }
}

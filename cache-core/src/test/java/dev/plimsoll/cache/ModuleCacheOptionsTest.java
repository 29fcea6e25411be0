package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.plimsoll.retention.RetentionBudget;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the builder offers of Caffeine, and that each option does what it says. */
class ModuleCacheOptionsTest {

  /** Caffeine's option, and ours. */
  private static final Map<String, String> OFFERED =
      Map.ofEntries(
          Map.entry("maximumSize", "limit"),
          Map.entry("maximumWeight", "maxWeight"),
          Map.entry("weigher", "maxWeight"),
          Map.entry("initialCapacity", "initialCapacity"),
          Map.entry("executor", "executor"),
          Map.entry("scheduler", "scheduler"),
          Map.entry("expireAfterWrite", "expireAfterWrite"),
          Map.entry("expireAfterAccess", "expireAfterAccess"),
          Map.entry("expireAfter", "expireAfterCreation"),
          Map.entry("refreshAfterWrite", "refreshAfterWrite"),
          Map.entry("ticker", "ticker"),
          Map.entry("removalListener", "removalListener"),
          Map.entry("recordStats", "recordStats"),
          Map.entry("build", "build"));

  /** Why each is left out stands in the builder's documentation. */
  private static final Set<String> LEFT_OUT =
      Set.of("weakKeys", "weakValues", "softValues", "evictionListener", "buildAsync");

  private final AtomicLong nanos = new AtomicLong();
  private int caches;

  private ModuleCacheBuilder<String, String> builder() {
    return ModuleCache.<String, String>builder("options of " + this, "cache " + caches++)
        .limit(100)
        .ticker(nanos::get);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void every_option_of_caffeine_is_offered_or_left_out_on_purpose() {
    Set<String> options = new TreeSet<>();
    for (Method method : Caffeine.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers())) {
        options.add(method.getName());
      }
    }
    options.remove("toString");
    Set<String> known = new TreeSet<>(OFFERED.keySet());
    known.addAll(LEFT_OUT);
    assertThat(options).isEqualTo(known);

    List<String> ours =
        Arrays.stream(ModuleCacheBuilder.class.getDeclaredMethods()).map(Method::getName).toList();
    assertThat(ours).containsAll(OFFERED.values());
  }

  @Test
  void a_bound_must_be_given_and_only_one() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ModuleCache.builder("unbounded", "none").build())
        .withMessageContainingAll("\"none\"", "limit", "maxBytes", "maxWeight", "calls=0");
    assertThatIllegalStateException()
        .isThrownBy(() -> builder().maxWeight(5, (key, value) -> 1).build())
        .withMessageContaining("calls=2");
    assertThatIllegalStateException()
        .isThrownBy(() -> builder().maxBytes(5).footprint(String::length).build())
        .withMessageContaining("calls=2");
  }

  @Test
  void the_count_is_bounded() {
    ModuleCache<String, String> cache = builder().build();
    for (int i = 0; i < 1_000; i++) {
      cache.put("key" + i, "value");
    }
    cache.cleanUp();
    assertThat(cache.entries()).isEqualTo(100);
  }

  @Test
  void bytes_are_bounded_and_a_value_heavier_than_all_is_refused() {
    ModuleCache<String, String> cache =
        ModuleCache.<String, String>builder("options of " + this, "bytes")
            .maxBytes(100)
            .footprint(String::length)
            .build();
    for (int i = 0; i < 50; i++) {
      cache.put("key" + i, "0123456789");
    }
    cache.cleanUp();
    assertThat(cache.entries()).isEqualTo(10);
    assertThat(cache.bytes()).isEqualTo(100);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cache.put("heavy", "x".repeat(101)))
        .withMessageContainingAll("bytes=101", "maxBytes=100");
  }

  @Test
  void a_weight_of_the_callers_own_is_bounded() {
    ModuleCache<String, String> cache =
        ModuleCache.<String, String>builder("options of " + this, "weight")
            .maxWeight(30, (key, value) -> key.length() + value.length())
            .build();
    for (int i = 0; i < 50; i++) {
      cache.put("key", "value");
      cache.put("k" + (10 + i), "seven..");
    }
    cache.cleanUp();
    assertThat(cache.entries()).isLessThanOrEqualTo(3);
    assertThat(cache.bytes()).isEqualTo(Clearable.UNKNOWN);
  }

  @Test
  void bytes_are_told_whatever_the_bound_if_they_are_measured() {
    ModuleCache<String, String> cache = builder().footprint(String::length).build();
    cache.put("a", "12345");
    cache.put("b", "123");
    cache.put("b", "1");
    assertThat(cache.bytes()).isEqualTo(6);
    cache.remove("a");
    assertThat(cache.bytes()).isEqualTo(1);
    cache.clear();
    assertThat(cache.bytes()).isZero();
  }

  @Test
  void entries_expire_after_they_were_written() {
    ModuleCache<String, String> cache = builder().expireAfterWrite(Duration.ofSeconds(10)).build();
    cache.put("a", "1");
    pass(Duration.ofSeconds(9));
    assertThat(cache.get("a")).isEqualTo("1");
    pass(Duration.ofSeconds(1));
    assertThat(cache.get("a")).isNull();
  }

  @Test
  void entries_expire_after_they_were_read() {
    ModuleCache<String, String> cache = builder().expireAfterAccess(Duration.ofSeconds(10)).build();
    cache.put("a", "1");
    pass(Duration.ofSeconds(9));
    assertThat(cache.get("a")).isEqualTo("1");
    pass(Duration.ofSeconds(9));
    assertThat(cache.get("a")).isEqualTo("1");
    pass(Duration.ofSeconds(10));
    assertThat(cache.get("a")).isNull();
  }

  @Test
  void each_entry_may_have_a_time_of_its_own() {
    ModuleCache<String, String> fromCreation =
        builder().expireAfterCreation((key, value) -> secondsIn(value)).build();
    ModuleCache<String, String> fromWrite =
        builder().expireAfterWrite((key, value) -> secondsIn(value)).build();
    ModuleCache<String, String> fromAccess =
        builder().expireAfterAccess((key, value) -> secondsIn(value)).build();
    List<ModuleCache<String, String>> all = List.of(fromCreation, fromWrite, fromAccess);
    all.forEach(cache -> cache.put("a", "10"));
    all.forEach(cache -> cache.put("b", "99"));
    pass(Duration.ofSeconds(9));
    all.forEach(cache -> cache.put("a", "10"));
    pass(Duration.ofSeconds(9));

    assertThat(fromCreation.get("a")).isNull();
    assertThat(fromWrite.get("a")).isEqualTo("10");
    assertThat(fromAccess.get("a")).isEqualTo("10");
    pass(Duration.ofSeconds(9));
    assertThat(fromWrite.get("a")).isNull();
    assertThat(fromAccess.get("a")).isEqualTo("10");
    all.forEach(cache -> assertThat(cache.get("b")).isEqualTo("99"));
  }

  private static Duration secondsIn(String value) {
    return Duration.ofSeconds(Long.parseLong(value));
  }

  @Test
  void one_time_for_all_and_one_for_each_exclude_each_other() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                builder()
                    .expireAfterWrite(Duration.ofSeconds(1))
                    .expireAfterAccess((key, value) -> Duration.ofSeconds(1))
                    .build())
        .withMessageContaining("not both");
  }

  @Test
  void an_old_value_is_reloaded_when_it_is_read() {
    ModuleCache<String, String> cache =
        builder()
            .refreshAfterWrite(Duration.ofSeconds(10), key -> key + " at " + nanos.get())
            .build();
    cache.put("a", "put");
    pass(Duration.ofSeconds(11));
    cache.get("a");
    assertThat(cache.get("a")).isEqualTo("a at 11000000000");
  }

  @Test
  void a_refresh_may_read_other_keys_that_are_to_be_refreshed() {
    List<ModuleCache<String, String>> self = new ArrayList<>();
    ModuleCache<String, String> cache =
        builder()
            .refreshAfterWrite(
                Duration.ofSeconds(10),
                // "BB" has the hash code of "Aa": were they loaded in a bin, it would be one.
                key -> key.equals("Aa") ? "Aa of " + self.get(0).get("BB") : "BB anew")
            .build();
    self.add(cache);
    cache.put("Aa", "old");
    cache.put("BB", "old");
    pass(Duration.ofSeconds(11));
    assertThat(cache.get("Aa")).isEqualTo("old");
    assertThat(cache.get("Aa")).isEqualTo("Aa of old");
    assertThat(cache.get("BB")).isEqualTo("BB anew");
  }

  @Test
  void a_refresh_holds_up_nobody_else() {
    List<ModuleCache<String, String>> self = new ArrayList<>();
    ModuleCache<String, String> cache =
        builder()
            .refreshAfterWrite(
                Duration.ofSeconds(10),
                key -> {
                  if (key.equals("Aa")) {
                    CompletableFuture.runAsync(
                            () -> {
                              self.get(0).get("BB");
                              self.get(0).put("BB", "put");
                              self.get(0).get("Aa");
                            })
                        .join();
                  }
                  return key + " anew";
                })
            .build();
    self.add(cache);
    cache.put("Aa", "old");
    cache.put("BB", "old");
    pass(Duration.ofSeconds(11));
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> cache.get("Aa"));
    assertThat(cache.get("Aa")).isEqualTo("Aa anew");
    assertThat(cache.get("BB")).isEqualTo("put");
  }

  @Test
  void a_value_put_or_removed_during_a_refresh_is_not_replaced_by_a_stale_one() {
    List<ModuleCache<String, String>> self = new ArrayList<>();
    Accounts accounts = new Accounts();
    ModuleCache<String, String> cache =
        builder()
            .retention(accounts)
            .refreshAfterWrite(
                Duration.ofSeconds(10),
                key -> {
                  if (key.equals("put")) {
                    self.get(0).put(key, "fresh");
                  } else {
                    self.get(0).remove(key);
                  }
                  return "stale";
                })
            .build();
    self.add(cache);
    cache.put("put", "old");
    cache.put("removed", "old");
    pass(Duration.ofSeconds(11));
    cache.get("put");
    cache.get("removed");
    assertThat(cache.get("put")).isEqualTo("fresh");
    assertThat(cache.get("removed")).isNull();
    assertThat(accounts.held).hasSize(1);
    assertThat(accounts.faults).isEmpty();
  }

  @Test
  void a_refresh_that_fails_keeps_the_old_value_and_the_books() {
    Accounts accounts = new Accounts();
    ModuleCache<String, String> cache =
        builder()
            .retention(accounts)
            .refreshAfterWrite(
                Duration.ofSeconds(10),
                key -> {
                  throw new IllegalStateException("database");
                })
            .build();
    cache.put("a", "put");
    pass(Duration.ofSeconds(11));
    assertThat(cache.get("a")).isEqualTo("put");
    assertThat(cache.get("a")).isEqualTo("put");
    assertThat(accounts.held).hasSize(1);
    assertThat(accounts.faults).isEmpty();
  }

  @Test
  void housekeeping_runs_where_it_is_told_to() {
    List<Runnable> tasks = new ArrayList<>();
    List<RemovalCause> causes = new ArrayList<>();
    ModuleCache<String, String> cache =
        builder()
            .executor(tasks::add)
            .removalListener((key, value, cause) -> causes.add(cause))
            .build();
    cache.put("a", "1");
    cache.put("a", "2");
    tasks.forEach(Runnable::run);
    assertThat(tasks).isNotEmpty();
    assertThat(causes).containsExactly(RemovalCause.REPLACED);
  }

  @Test
  void a_budget_takes_no_more_than_it_needs_wherever_housekeeping_runs() {
    List<Runnable> tasks = new ArrayList<>();
    RetentionBudget budget = RetentionBudget.ofBytes(100);
    ModuleCache<String, String> cache =
        builder().executor(tasks::add).footprint(String::length).budget(budget, 1).build();
    for (int i = 0; i < 10; i++) {
      cache.put("key" + i, "0123456789");
    }
    cache.put("one more", "0123456789");
    assertThat(cache.entries()).isEqualTo(10);
    assertThat(budget.usedBytes()).isEqualTo(100);
    assertThat(budget.shedBytes()).isEqualTo(10);
  }

  @Test
  void a_scheduler_lets_expired_entries_go_and_tells_so_without_another_operation() {
    ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    Accounts accounts = new Accounts();
    List<RemovalCause> causes = new ArrayList<>();
    try {
      ModuleCache<String, String> cache =
          builder()
              .expireAfterWrite(Duration.ofSeconds(10))
              .scheduler(scheduler)
              .retention(accounts)
              .removalListener((key, value, cause) -> causes.add(cause))
              .build();
      cache.put("a", "1");
      pass(Duration.ofMinutes(1));
      scheduler.getQueue().iterator().next().run();
      assertThat(causes).containsExactly(RemovalCause.EXPIRED);
      assertThat(accounts.held).isEmpty();
    } finally {
      scheduler.shutdownNow();
    }
  }

  @Test
  void a_refresh_that_its_executor_rejects_keeps_the_old_value() {
    ModuleCache<String, String> cache =
        builder()
            .executor(
                task -> {
                  throw new RejectedExecutionException("busy");
                })
            .refreshAfterWrite(Duration.ofSeconds(10), key -> "anew")
            .build();
    cache.put("a", "old");
    pass(Duration.ofSeconds(11));
    assertThat(cache.get("a")).isEqualTo("old");
    assertThat(cache.get("a")).isEqualTo("old");
  }

  @Test
  void counts_when_asked_to() {
    ModuleCache<String, String> cache = builder().recordStats().initialCapacity(50).build();
    cache.get("a");
    cache.get("a", key -> "1");
    cache.get("a");
    assertThat(cache.stats()).isEqualTo(new MapStats(1, 2, 1, 0, 0));
  }

  @Test
  void bad_options_are_refused_with_their_value() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().limit(0))
        .withMessageContaining("limit=0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().maxBytes(-1))
        .withMessageContaining("maxBytes=-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().maxWeight(0, (key, value) -> 1))
        .withMessageContaining("maxWeight=0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().initialCapacity(0))
        .withMessageContaining("entries=0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().expireAfterWrite(Duration.ZERO))
        .withMessageContaining("PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().expireAfterAccess(Duration.ofSeconds(-1)))
        .withMessageContaining("PT-1S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().refreshAfterWrite(Duration.ZERO, key -> key))
        .withMessageContaining("PT0S");
    assertThatIllegalStateException()
        .isThrownBy(() -> ModuleCache.builder("owner", "a").maxBytes(1).build())
        .withMessageContaining("footprint");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void a_weight_in_a_budget_that_is_no_share_is_refused_with_its_value(double weight) {
    RetentionBudget budget = RetentionBudget.ofBytes(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().budget(budget, weight))
        .withMessageContaining("weight=" + weight);
  }

  @Test
  void nulls_are_refused() {
    ModuleCacheBuilder<String, String> builder = builder();
    assertThatNullPointerException().isThrownBy(() -> builder.footprint(null));
    assertThatNullPointerException().isThrownBy(() -> builder.maxWeight(1, null));
    assertThatNullPointerException().isThrownBy(() -> builder.expireAfterWrite((Duration) null));
    assertThatNullPointerException().isThrownBy(() -> builder.expireAfterCreation(null));
    assertThatNullPointerException().isThrownBy(() -> builder.ticker(null));
    assertThatNullPointerException().isThrownBy(() -> builder.executor(null));
    assertThatNullPointerException().isThrownBy(() -> builder.scheduler(null));
    assertThatNullPointerException().isThrownBy(() -> builder.retention(null));
    assertThatNullPointerException().isThrownBy(() -> builder.removalListener(null));
    assertThatNullPointerException().isThrownBy(() -> builder.budget(null, 1));
    assertThatNullPointerException()
        .isThrownBy(() -> builder.refreshAfterWrite(Duration.ofSeconds(1), null));
    assertThatNullPointerException()
        .isThrownBy(() -> ModuleCache.builder((Class<?>) null, "name"))
        .withMessage("owner");
    assertThatNullPointerException().isThrownBy(() -> ModuleCache.builder("owner", null));
    ModuleCache<String, String> cache = builder.build();
    assertThatNullPointerException().isThrownBy(() -> cache.get(null));
    assertThatNullPointerException().isThrownBy(() -> cache.get("a", null));
    assertThatNullPointerException().isThrownBy(() -> cache.put(null, "1"));
    assertThatNullPointerException().isThrownBy(() -> cache.put("a", null));
    assertThatNullPointerException().isThrownBy(() -> cache.remove(null));
    assertThatNullPointerException().isThrownBy(() -> cache.onClear(null));
    assertThat(cache.entries()).isZero();
  }
}

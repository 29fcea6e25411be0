package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.plimsoll.retention.RetentionBudget;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
  void a_weigher_that_throws_or_is_negative_changes_nothing() {
    Accounts accounts = new Accounts();
    ModuleCache<String, Integer> cache =
        ModuleCache.<String, Integer>builder("options of " + this, "weigher")
            .maxWeight(30, (key, value) -> 10 / value)
            .retention(accounts)
            .build();
    cache.put("a", 5);
    assertThatThrownBy(() -> cache.put("a", 0)).isInstanceOf(ArithmeticException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cache.put("b", -5))
        .withMessageContaining("weight=-2");
    assertThat(cache.asMap()).containsExactly(Map.entry("a", 5));
    assertThat(accounts.held).hasSize(1);
    assertThat(accounts.faults).isEmpty();
  }

  @Test
  void a_footprint_that_throws_or_is_negative_changes_nothing() {
    Accounts accounts = new Accounts();
    ModuleCache<String, Integer> cache =
        ModuleCache.<String, Integer>builder("options of " + this, "footprint")
            .limit(5)
            .footprint(value -> 10 / value)
            .retention(accounts)
            .build();
    cache.put("a", 5);
    assertThatThrownBy(() -> cache.put("a", 0)).isInstanceOf(ArithmeticException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cache.get("b", key -> -5))
        .withMessageContaining("bytes=-2");
    assertThat(cache.asMap()).containsExactly(Map.entry("a", 5));
    assertThat(cache.bytes()).isEqualTo(2);
    assertThat(accounts.held).hasSize(1);
    assertThat(accounts.faults).isEmpty();
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
        .isThrownBy(() -> ModuleCache.of(ModuleCacheOptionsTest.class, "negative", -1))
        .withMessageContaining("limit=-1");
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

package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.retention.RetentionBudget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Keys whose {@code hashCode} or {@code equals} throw, and keys that change in the map. */
class HostileKeyTest {

  /** Does as it is told; all have one hash code. */
  private static final class Key {
    private final String name;
    private boolean failsHash;
    private boolean failsEquals;

    Key(String name) {
      this.name = name;
    }

    @Override
    public int hashCode() {
      if (failsHash) {
        throw new IllegalStateException("hashCode");
      }
      return 7;
    }

    @Override
    public boolean equals(Object other) {
      if (failsEquals) {
        throw new IllegalStateException("equals");
      }
      return other instanceof Key key && key.name.equals(name);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A step on a map with a key that throws. */
  private interface Step {
    void apply(ConcurrentMap<Key, String> map, Key key);
  }

  private static final Map<String, Step> STEPS = new LinkedHashMap<>();

  static {
    STEPS.put("get", (map, key) -> map.get(key));
    STEPS.put("containsKey", (map, key) -> assertThat(map.containsKey(key)).isNull());
    STEPS.put("put", (map, key) -> map.put(key, "new"));
    STEPS.put("putIfAbsent", (map, key) -> map.putIfAbsent(key, "new"));
    STEPS.put("remove", (map, key) -> map.remove(key));
    STEPS.put("remove exactly", (map, key) -> map.remove(key, "value"));
    STEPS.put("replace", (map, key) -> map.replace(key, "new"));
    STEPS.put("replace exactly", (map, key) -> map.replace(key, "value", "new"));
    STEPS.put("computeIfAbsent", (map, key) -> map.computeIfAbsent(key, k -> "new"));
    STEPS.put("computeIfPresent", (map, key) -> map.computeIfPresent(key, (k, v) -> "new"));
    STEPS.put("compute", (map, key) -> map.compute(key, (k, v) -> "new"));
    STEPS.put("merge", (map, key) -> map.merge(key, "new", String::concat));
  }

  private final Accounts accounts = new Accounts();
  private final RetentionBudget budget = RetentionBudget.ofBytes(1_000);

  private LimitableMap<Key, String> limitable() {
    return LimitableMap.<Key, String>builder()
        .limit(5)
        .footprint(String::length)
        .retention(accounts)
        .budget(budget, 1)
        .build();
  }

  private ModuleCache<Key, String> module() {
    return ModuleCache.<Key, String>builder("hostile", new Object().toString())
        .limit(5)
        .footprint(String::length)
        .retention(accounts)
        .budget(budget, 1)
        .build();
  }

  @TestFactory
  Stream<DynamicNode> a_key_that_throws_changes_nothing() {
    return STEPS.entrySet().stream()
        .flatMap(
            step ->
                Stream.of(true, false)
                    .flatMap(
                        hash -> Stream.of(true, false).map(module -> test(step, hash, module))));
  }

  private static DynamicNode test(Map.Entry<String, Step> step, boolean hash, boolean module) {
    String name =
        step.getKey() + (hash ? ", hashCode" : ", equals") + (module ? ", ModuleCache" : "");
    return DynamicTest.dynamicTest(
        name,
        () -> {
          HostileKeyTest fresh = new HostileKeyTest();
          ModuleCache<Key, String> cache = fresh.module();
          ConcurrentMap<Key, String> map = module ? cache.asMap() : fresh.limitable();
          fresh.check(map, step.getValue(), hash);
        });
  }

  private void check(ConcurrentMap<Key, String> map, Step step, boolean hash) {
    List<Key> keys = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      Key key = new Key(name);
      keys.add(key);
      map.put(key, "value");
    }
    Key hostile = new Key("b");
    hostile.failsHash = hash;
    hostile.failsEquals = !hash;

    assertThatThrownBy(() -> step.apply(map, hostile)).hasMessage(hash ? "hashCode" : "equals");

    assertThat(map.keySet()).containsExactlyInAnyOrderElementsOf(keys);
    assertThat(map.values()).containsOnly("value");
    assertThat(accounts.faults).isEmpty();
    assertThat(accounts.held).hasSize(3);
    assertThat(budget.usedBytes()).isEqualTo(15);
    map.put(new Key("b"), "again");
    map.remove(new Key("a"));
    map.put(new Key("d"), "d");
    assertThat(map.get(new Key("b"))).isEqualTo("again");
    map.clear();
    assertThat(accounts.held).isEmpty();
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void keys_that_begin_to_throw_in_the_map_are_evicted_shed_and_cleared_all_the_same() {
    LimitableMap<Key, String> map = limitable();
    List<Key> keys = Stream.of("a", "b", "c", "d", "e").map(Key::new).toList();
    keys.forEach(key -> map.put(key, "value"));
    keys.forEach(key -> key.failsHash = true);

    assertThat(map.evict(1)).isEqualTo(1);
    map.resize(3);
    assertThat(map.shed(1)).isEqualTo(5);
    assertThat(map.keySet()).containsExactly(keys.get(3), keys.get(4));
    map.keySet().iterator().next();
    map.clear();
    assertThat(map).isEmpty();
    assertThat(accounts.held).isEmpty();
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void a_key_that_was_changed_is_not_found_and_leaves_in_its_turn() {
    LimitableMap<List<Integer>, String> map = new LimitableMap<>(2);
    List<Integer> key = new ArrayList<>(List.of(1));
    map.put(key, "first");
    key.add(2);

    assertThat(map.get(key)).isNull();
    assertThat(map.get(List.of(1))).isNull();
    map.put(key, "again");
    assertThat(map).hasSize(2);
    map.put(List.of(3), "third");
    assertThat(map.values()).containsExactly("again", "third");
    map.keySet().removeIf(key::equals);
    assertThat(map.values()).containsExactly("third");
  }

  @Test
  void an_iterator_removes_a_key_that_was_changed() {
    LimitableMap<List<Integer>, String> map = new LimitableMap<>(2);
    List<Integer> key = new ArrayList<>(List.of(1));
    map.put(key, "first");
    key.add(2);
    var keys = map.keySet().iterator();
    keys.next();
    keys.remove();
    assertThat(map).isEmpty();
  }

  @Test
  void a_loader_whose_key_throws_afterwards_leaves_nothing_behind() {
    LimitableMap<Key, String> map = limitable();
    Key key = new Key("a");
    assertThatThrownBy(
            () ->
                map.computeIfAbsent(
                    key,
                    k -> {
                      k.failsHash = true;
                      return "loaded";
                    }))
        .hasMessage("hashCode");
    key.failsHash = false;
    assertThat(map).isEmpty();
    assertThat(budget.usedBytes()).isZero();
    assertThat(accounts.held).isEmpty();
    assertThat(map.computeIfAbsent(new Key("a"), k -> "anew")).isEqualTo("anew");
  }

  @Test
  void keys_that_changed_in_a_module_cache_are_evicted_and_cleared_all_the_same() {
    ModuleCache<List<Integer>, String> cache =
        ModuleCache.<List<Integer>, String>builder("hostile", new Object().toString())
            .limit(5)
            .footprint(String::length)
            .retention(accounts)
            .budget(budget, 1)
            .build();
    for (int i = 0; i < 50; i++) {
      List<Integer> key = new ArrayList<>(List.of(i));
      cache.put(key, "value");
      key.add(i);
      assertThat(cache.get(key)).isNull();
    }
    cache.cleanUp();
    assertThat(cache.entries()).isEqualTo(5);
    assertThat(accounts.held).hasSize(5);
    assertThat(cache.shed(1)).isEqualTo(5);
    var keys = cache.asMap().keySet().iterator();
    keys.next();
    keys.remove();
    assertThat(cache.entries()).isEqualTo(3);
    assertThat(budget.usedBytes()).isEqualTo(15);
    cache.clear();
    assertThat(cache.entries()).isZero();
    assertThat(accounts.held).isEmpty();
    assertThat(accounts.faults).isEmpty();
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void keys_that_begin_to_throw_in_a_module_cache_are_evicted_and_cleared_all_the_same() {
    ModuleCache<Key, String> cache = module();
    List<Key> keys = Stream.iterate(0, i -> i < 20, i -> i + 1).map(i -> new Key("" + i)).toList();
    for (Key key : keys) {
      cache.put(key, "value");
      key.failsHash = true;
    }
    cache.cleanUp();
    assertThat(cache.entries()).isEqualTo(5);
    assertThat(accounts.held).hasSize(5);
    cache.clear();
    assertThat(cache.asMap()).isEmpty();
    assertThat(accounts.held).isEmpty();
    assertThat(accounts.faults).isEmpty();
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void a_key_that_changes_while_it_loads_leaves_no_load_behind() {
    LimitableMap<List<Integer>, String> map = new LimitableMap<>(5);
    List<Integer> key = new ArrayList<>(List.of(1));
    map.computeIfAbsent(
        key,
        k -> {
          k.add(2);
          return "loaded";
        });
    assertThat(map.computeIfAbsent(List.of(1), k -> "anew")).isEqualTo("anew");
  }

  @Test
  void a_key_is_its_own_equal_and_is_not_asked() {
    for (ConcurrentMap<Key, String> map : List.of(limitable(), module().asMap())) {
      Key key = new Key("a");
      key.failsEquals = true;
      assertThat(map.computeIfAbsent(key, k -> "loaded")).isEqualTo("loaded");
      assertThat(map.get(key)).isEqualTo("loaded");
      map.put(key, "again");
      assertThat(map.remove(key)).isEqualTo("again");
    }
  }

  /** Changes a map whenever it is compared. */
  private static final class Meddler {
    private final Map<Object, String> map;

    Meddler(Map<Object, String> map) {
      this.map = map;
    }

    @Override
    public int hashCode() {
      return 7;
    }

    @Override
    public boolean equals(Object other) {
      map.put(new Object(), "meddled");
      return this == other;
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_key_that_changes_the_map_while_it_is_compared_gets_an_exception_and_no_deadlock() {
    LimitableMap<Object, String> map = new LimitableMap<>(10);
    map.put(new Meddler(map), "first");
    assertThatThrownBy(() -> map.put(new Meddler(map), "second"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("compare without changing the map");
    map.put("later", "value");
    assertThat(map.values()).contains("first", "value").doesNotContain("second");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_thread_that_refuses_its_number_gets_an_exception_and_leaves_the_map_to_others()
      throws Exception {
    LimitableMap<String, String> map = new LimitableMap<>(10);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread refusing =
        new Thread(() -> map.put("its", "value")) {
          @Override
          public long getId() {
            throw new IllegalStateException("no number");
          }
        };
    refusing.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
    refusing.start();
    refusing.join();
    assertThat(failure.get()).hasMessage("no number");
    map.put("another's", "value");
    assertThat(map).containsOnlyKeys("another's");
  }
}

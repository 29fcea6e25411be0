package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.retention.RetentionBudget;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByteBoundTest {

  @Test
  void the_oldest_leave_until_the_new_value_fits() {
    LimitableMap<String, String> map = bounded().build();
    map.put("a", "1234");
    map.put("b", "1234");
    map.put("c", "123");
    assertThat(map.keySet()).containsExactly("b", "c");
    assertThat(map.bytes()).isEqualTo(7);
  }

  @Test
  void a_heavier_value_under_an_old_key_pushes_out_others_and_not_itself() {
    LimitableMap<String, String> map = bounded().build();
    map.put("a", "1");
    map.put("b", "1234");
    map.put("c", "1234");
    map.put("a", "123456");
    assertThat(map.keySet()).containsExactly("a", "c");
    assertThat(map.bytes()).isEqualTo(10);
  }

  @Test
  void a_value_heavier_than_the_whole_bound_is_refused_with_both_figures() {
    LimitableMap<String, String> map = bounded().build();
    map.put("a", "1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map.put("b", "12345678901"))
        .withMessageContaining("bytes=11")
        .withMessageContaining("maxBytes=10");
    assertThat(map).containsOnlyKeys("a");
  }

  @Test
  void or_passes_by_and_takes_what_its_key_held_along() {
    LimitableMap<String, String> map = bounded().passByOversized().build();
    map.put("a", "1");
    assertThat(map.put("a", "12345678901")).isEqualTo("1");
    assertThat(map).isEmpty();
    assertThat(map.computeIfAbsent("a", key -> "12345678901")).hasSize(11);
    assertThat(map).isEmpty();
  }

  @Test
  void a_footprint_that_throws_or_is_negative_changes_nothing() {
    LimitableMap<String, Integer> map =
        LimitableMap.<String, Integer>builder()
            .footprint(
                value -> {
                  if (value == 0) {
                    throw new UnsupportedOperationException("footprint");
                  }
                  return value;
                })
            .build();
    map.put("a", 1);
    assertThatThrownBy(() -> map.put("a", 0)).hasMessage("footprint");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map.put("b", -5))
        .withMessageContaining("bytes=-5");
    assertThat(map).containsExactly(java.util.Map.entry("a", 1));
    assertThat(map.bytes()).isEqualTo(1);
  }

  @Test
  void a_footprint_is_asked_once_for_each_value_that_comes() {
    List<String> asked = new ArrayList<>();
    LimitableMap<String, String> map =
        LimitableMap.<String, String>builder()
            .footprint(
                value -> {
                  asked.add(value);
                  return value.length();
                })
            .build();
    map.put("a", "put");
    map.put("a", "replacing");
    map.replace("a", "replaced");
    map.replace("a", "replaced", "exactly");
    map.putIfAbsent("a", "unwanted");
    map.putIfAbsent("b", "absent");
    map.computeIfAbsent("c", key -> "loaded");
    map.merge("c", "+", String::concat);
    map.compute("c", (key, old) -> "computed");
    map.get("c");
    map.remove("c");
    map.evict(1);
    assertThat(asked)
        .containsExactly(
            "put", "replacing", "replaced", "exactly", "absent", "loaded", "loaded+", "computed");
  }

  @Test
  void a_bound_on_bytes_needs_something_that_measures_them() {
    assertThatIllegalStateException()
        .isThrownBy(() -> LimitableMap.builder().maxBytes(5).build())
        .withMessageContaining("footprint");
  }

  @Test
  void a_budget_holds_over_two_maps_and_a_module_cache() {
    RetentionBudget budget = RetentionBudget.ofBytes(100);
    LimitableMap<Integer, String> first = shared(budget);
    LimitableMap<Integer, String> second = shared(budget);
    ModuleCache<Integer, String> third =
        ModuleCache.<Integer, String>builder(ByteBoundTest.class, "budget")
            .limit(1000)
            .footprint(String::length)
            .budget(budget, 1)
            .build();
    for (int i = 0; i < 500; i++) {
      first.put(i, "1234");
      second.put(i, "12");
      third.put(i, "1");
      assertThat(budget.usedBytes()).isLessThanOrEqualTo(100);
    }
    assertThat(budget.overruns()).isZero();
    first.clear();
    second.clear();
    third.clear();
    assertThat(budget.usedBytes()).isZero();
  }

  private static LimitableMap<Integer, String> shared(RetentionBudget budget) {
    return LimitableMap.<Integer, String>builder()
        .limit(1000)
        .footprint(String::length)
        .budget(budget, 1)
        .build();
  }

  private static LimitableMapBuilder<String, String> bounded() {
    return LimitableMap.<String, String>builder().limit(100).footprint(String::length).maxBytes(10);
  }
}

package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitableMapTest {

  @Test
  void holds_ten_entries_unless_told() {
    LimitableMap<Integer, String> map = new LimitableMap<>();
    IntStream.range(0, 100).forEach(i -> map.put(i, "v" + i));
    assertThat(map.limit()).isEqualTo(10);
    assertThat(map).hasSize(10);
  }

  @Test
  void evicts_the_oldest_inserted_key_when_full() {
    LimitableMap<String, Integer> map = of(2, "a", "b");
    map.put("c", 4);
    assertThat(map.keySet()).containsExactly("b", "c");
  }

  @Test
  void replacing_a_value_keeps_its_keys_place() {
    LimitableMap<String, Integer> map = of(2, "a", "b");
    map.put("a", 3);
    map.replace("a", 4);
    map.merge("a", 1, Integer::sum);
    assertThat(map.keySet()).containsExactly("a", "b");
    assertThat(map.oldest()).contains(entry("a", 5));
  }

  @Test
  void removing_and_inserting_again_goes_to_the_tail() {
    LimitableMap<String, Integer> map = of(3, "a", "b", "c");
    map.remove("a");
    map.put("a", 1);
    assertThat(map.keySet()).containsExactly("b", "c", "a");
  }

  @Test
  void a_key_that_was_removed_and_inserted_again_is_not_evicted_in_its_old_turn() {
    LimitableMap<String, Integer> map = of(3, "a", "b", "c");
    map.remove("a");
    map.put("a", 1);
    map.put("d", 1);
    assertThat(map.keySet()).containsExactly("c", "a", "d");
  }

  @Test
  void whatever_creates_a_mapping_inserts_at_the_tail() {
    LimitableMap<String, Integer> map = new LimitableMap<>(5);
    map.merge("a", 1, Integer::sum);
    map.computeIfAbsent("b", key -> 2);
    map.compute("c", (key, old) -> 3);
    map.putIfAbsent("d", 4);
    map.put("e", 5);
    assertThat(map.keySet()).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void an_iteration_ends_at_what_was_the_tail_when_it_began() {
    LimitableMap<String, Integer> map = of(10, "a", "b", "c");
    List<String> seen = new ArrayList<>();
    for (String key : map.keySet()) {
      seen.add(key);
      map.put(key + "'", 1);
    }
    assertThat(seen).containsExactly("a", "b", "c");
  }

  @Test
  void an_iteration_ends_there_even_if_that_key_leaves_and_comes_back() {
    LimitableMap<String, Integer> map = of(10, "a", "b", "c");
    Iterator<String> keys = map.keySet().iterator();
    assertThat(keys.next()).isEqualTo("a");
    map.remove("c");
    map.put("a2", 1);
    map.put("c", 1);
    assertThat(keys).toIterable().containsExactly("b");
  }

  @Test
  void an_iteration_goes_on_after_everything_around_it_was_evicted() {
    LimitableMap<Integer, Integer> map = new LimitableMap<>(4);
    IntStream.range(0, 4).forEach(i -> map.put(i, i));
    Iterator<Integer> keys = map.keySet().iterator();
    keys.next();
    map.put(4, 4);
    map.put(5, 5);
    map.remove(2);
    // 1 was promised by the look ahead; 0 and 1 have been evicted, 2 removed, 4 and 5 are younger.
    assertThat(keys).toIterable().containsExactly(1, 3);
  }

  @Test
  void views_are_live() {
    LimitableMap<String, Integer> map = of(5, "a", "b", "c");
    map.keySet().remove("a");
    map.values().removeIf(value -> value == 2);
    map.entrySet().iterator().next().setValue(7);
    assertThat(map).containsExactly(entry("c", 7));
  }

  @Test
  void sheds_the_oldest_on_request() {
    LimitableMap<String, Integer> map = of(5, "a", "b", "c");
    assertThat(map.evict(2)).isEqualTo(2);
    assertThat(map.evict(2)).isEqualTo(1);
    assertThat(map).isEmpty();
  }

  @Test
  void a_lower_limit_sheds_the_oldest_at_once_and_a_higher_one_makes_room() {
    LimitableMap<String, Integer> map = of(3, "a", "b", "c");
    map.resize(1);
    assertThat(map.keySet()).containsExactly("c");
    map.resize(2);
    map.put("d", 1);
    assertThat(map.keySet()).containsExactly("c", "d");
  }

  @Test
  void the_largest_limit_allocates_nothing_up_front() {
    // A table for the limit would take 8 GB a map.
    List<LimitableMap<String, Integer>> maps =
        IntStream.range(0, 1_000)
            .mapToObj(i -> new LimitableMap<String, Integer>(Integer.MAX_VALUE))
            .toList();
    maps.forEach(map -> map.put("a", 1));
    assertThat(maps).allMatch(map -> map.size() == 1);
  }

  @Test
  void counts_when_asked_to() {
    LimitableMap<String, Integer> map =
        LimitableMap.<String, Integer>builder().limit(1).recordStats().build();
    map.get("a");
    map.computeIfAbsent("a", key -> 1);
    map.get("a");
    map.put("b", 2);
    assertThat(map.stats()).isEqualTo(new MapStats(1, 2, 1, 0, 1));
    assertThat(map.stats().hitRate()).isEqualTo(1.0 / 3);
  }

  @Test
  void counts_nothing_unless_asked_to() {
    LimitableMap<String, Integer> map = of(1, "a", "b");
    map.get("b");
    assertThat(map.stats()).isEqualTo(new MapStats(0, 0, 0, 0, 0));
  }

  @Test
  void second_chance_sends_a_read_entry_to_the_tail_once() {
    LimitableMap<String, Integer> map =
        LimitableMap.<String, Integer>builder().limit(2).secondChance().build();
    map.put("a", 1);
    map.put("b", 2);
    map.get("a");
    map.put("c", 3);
    assertThat(map.keySet()).containsExactly("a", "c");
    map.put("d", 4);
    assertThat(map.keySet()).containsExactly("c", "d");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void a_limit_below_one_is_refused_with_its_value(int limit) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LimitableMap<>(limit))
        .withMessageContaining("limit=" + limit);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LimitableMap<>(1).resize(limit))
        .withMessageContaining("limit=" + limit);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void a_weight_that_is_no_share_is_refused_with_its_value(double weight) {
    var budget = dev.plimsoll.retention.RetentionBudget.ofBytes(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LimitableMap.builder().budget(budget, weight))
        .withMessageContaining("weight=" + weight);
  }

  @Test
  void nulls_are_refused_and_nothing_is_lost() {
    LimitableMap<String, Integer> map = of(2, "a", "b");
    assertThatNullPointerException().isThrownBy(() -> map.put(null, 1));
    assertThatNullPointerException().isThrownBy(() -> map.put("c", null));
    assertThatNullPointerException().isThrownBy(() -> map.get(null));
    assertThatNullPointerException().isThrownBy(() -> map.computeIfAbsent("c", null));
    assertThatNullPointerException().isThrownBy(() -> LimitableMap.builder().removalListener(null));
    assertThatNullPointerException().isThrownBy(() -> LimitableMap.builder().retention(null));
    assertThat(map.keySet()).containsExactly("a", "b");
  }

  @Test
  void a_key_that_throws_leaves_the_map_as_it_was() {
    record Throwing(int hash) {
      @Override
      public int hashCode() {
        return hash;
      }

      @Override
      public boolean equals(Object other) {
        throw new IllegalStateException("equals");
      }
    }
    LimitableMap<Object, Integer> map = new LimitableMap<>(2);
    map.put(new Throwing(1), 1);
    assertThatThrownBy(() -> map.put(new Throwing(1), 2)).hasMessage("equals");
    map.put("b", 2);
    map.put("c", 3);
    assertThat(map.keySet()).containsExactly("b", "c");
    assertThat(map).hasSize(2);
  }

  @Test
  void a_key_that_was_changed_in_the_map_is_evicted_in_its_turn() {
    List<Integer> key = new ArrayList<>(List.of(1));
    LimitableMap<Object, Integer> map = new LimitableMap<>(2);
    map.put(key, 1);
    key.add(2);
    map.put("b", 2);
    map.put("c", 3);
    assertThat(map.keySet()).containsExactly("b", "c");
  }

  private static LimitableMap<String, Integer> of(int limit, String... keys) {
    LimitableMap<String, Integer> map = new LimitableMap<>(limit);
    for (int i = 0; i < keys.length; i++) {
      map.put(keys[i], i + 1);
    }
    return map;
  }
}

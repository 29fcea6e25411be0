package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LimitableMapTest {

  @Test
  void holds_ten_entries_unless_told() {
    LimitableMap<Integer, String> map = new LimitableMap<>();
    for (int i = 0; i < 100; i++) {
      map.put(i, "v" + i);
    }
    assertThat(map.limit()).isEqualTo(10);
    assertThat(map).hasSize(10);
  }

  @Test
  void evicts_the_oldest_inserted_key_when_full() {
    LimitableMap<String, Integer> map = new LimitableMap<>(2);
    map.put("a", 1);
    map.put("b", 2);
    map.put("a", 3);
    map.put("c", 4);
    assertThat(map.keySet()).containsExactly("b", "c");
  }

  @Test
  void a_limit_of_zero_is_refused_with_its_value() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LimitableMap<>(0))
        .withMessageContaining("limit=0");
  }
}

package dev.plimsoll.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LongIntMapTest {

  @Test
  void agrees_with_a_hash_map_through_random_puts_and_removes() {
    LongIntMap map = new LongIntMap();
    Map<Long, Integer> model = new HashMap<>();
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 200_000; i++) {
      long key = random.nextLong(500) * 1_000_003L;
      if (random.nextBoolean()) {
        Integer before = model.put(key, i);
        assertThat(map.put(key, i)).isEqualTo(before == null ? LongIntMap.NONE : before);
      } else {
        Integer before = model.remove(key);
        assertThat(map.remove(key)).isEqualTo(before == null ? LongIntMap.NONE : before);
      }
      assertThat(map.size()).isEqualTo(model.size());
    }
  }
}

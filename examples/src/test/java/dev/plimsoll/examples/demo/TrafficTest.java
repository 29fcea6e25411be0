package dev.plimsoll.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrafficTest {

  @Test
  void three_requests_of_four_want_somebody_new() {
    Set<Integer> seen = new HashSet<>();
    int repeats = 0;
    for (int request = 0; request < 4_000; request++) {
      if (!seen.add(Traffic.userOf(request))) {
        repeats++;
        assertThat(request % 4).isEqualTo(3);
      }
    }
    assertThat(repeats).isEqualTo(1_000);
    assertThat(seen).hasSize(3_000).contains(1, 2_999, 3_000).doesNotContain(0, 3_001);
  }
}

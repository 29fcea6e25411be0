package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FreeListTest {

  private final FreeList list = new FreeList();

  @Test
  void finds_a_range_that_fits_and_takes_it_whole() {
    list.add(100, 10);
    list.add(200, 500);
    assertThat(list.take(11)).isTrue();
    assertThat(list.start).isEqualTo(200);
    assertThat(list.length).isEqualTo(500);
  }

  @Test
  void searches_the_list_of_its_own_size_last() {
    list.add(100, 9);
    list.add(200, 15);
    assertThat(list.take(12)).isTrue();
    assertThat(list.start).isEqualTo(200);
    assertThat(list.take(12)).isFalse();
    assertThat(list.take(9)).isTrue();
  }

  @Test
  void has_nothing_after_it_was_cleared() {
    list.add(100, 10);
    list.clear();
    assertThat(list.take(1)).isFalse();
  }

  @Test
  void keeps_every_range_until_it_is_taken() {
    for (int i = 0; i < 1_000; i++) {
      list.add(i * 64, 8 + i % 40);
    }
    long words = 0;
    while (list.take(2)) {
      words += list.length;
    }
    assertThat(words).isEqualTo(1_000 * 8 + 25 * (39 * 40 / 2));
  }
}

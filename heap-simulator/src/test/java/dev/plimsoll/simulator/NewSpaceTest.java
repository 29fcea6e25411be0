package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NewSpaceTest {

  private final NewSpace space = new NewSpace(1 << 18, 257_720, 2, 8);

  @Test
  void the_lost_end_of_a_full_page_counts_as_used() {
    space.top += 10;
    space.nextPage();
    assertThat(space.usedBytes()).isEqualTo(257_720);
  }

  @Test
  void has_no_page_beyond_its_capacity() {
    assertThat(space.nextPage()).isTrue();
    assertThat(space.nextPage()).isFalse();
  }

  @Test
  void flipping_empties_to_space_and_keeps_from_space_apart() {
    int before = space.top;
    space.top += 10;
    space.flip();
    assertThat(space.usedBytes()).isZero();
    assertThat(space.from()).isEqualTo(before);
    assertThat(space.top).isNotEqualTo(before);
  }

  @Test
  void grows_up_to_its_maximum() {
    space.grow(2);
    space.grow(2);
    space.grow(2);
    assertThat(space.pages()).isEqualTo(8);
    assertThat(space.canGrow()).isFalse();
  }

  @Test
  void shrinks_to_twice_what_it_holds() {
    space.grow(4);
    for (int i = 0; i < 2; i++) {
      space.nextPage();
    }
    space.shrink(1);
    assertThat(space.pages()).isEqualTo(5);
  }

  @Test
  void commits_from_space_when_a_collection_first_needs_it() {
    long before = space.committedBytes();
    space.flip();
    assertThat(space.committedBytes()).isEqualTo(2 * before);
  }
}

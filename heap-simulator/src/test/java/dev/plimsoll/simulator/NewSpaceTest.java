package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NewSpaceTest {

  /** Fits a fresh page alone. */
  private static final int LARGE = 32_200;

  private final NewSpace space = new NewSpace(1 << 18, 257_720, 4 << 10, 2, 8);

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

  @Test
  void the_program_returns_to_a_parked_page_end_once_it_has_no_fresh_page() {
    int parkedEnd = space.top + 100;
    space.top = parkedEnd;
    fillNextPage();
    assertThat(space.makeRoom(LARGE)).isFalse();
    assertThat(space.makeRoom(20)).isTrue();
    assertThat(space.top).isEqualTo(parkedEnd);
  }

  @Test
  void of_parked_page_ends_the_oldest_that_suffices_is_taken() {
    space.grow(2);
    space.top = space.limit - 600;
    int smaller = space.top;
    space.makeRoom(LARGE);
    space.top = space.limit - 900;
    int larger = space.top;
    space.makeRoom(LARGE);
    space.top = space.limit;
    fillNextPage();
    assertThat(space.makeRoom(800)).isTrue();
    assertThat(space.top).isEqualTo(larger);
    space.top += 800;
    assertThat(space.makeRoom(400)).isTrue();
    assertThat(space.top).isEqualTo(smaller);
  }

  @Test
  void a_page_end_too_small_to_park_is_lost() {
    space.top = space.limit - 500;
    fillNextPage();
    assertThat(space.makeRoom(400)).isFalse();
  }

  @Test
  void a_collection_forgets_what_was_parked() {
    space.top += 100;
    fillNextPage();
    space.flip();
    space.nextPage();
    space.top = space.limit;
    assertThat(space.makeRoom(20)).isFalse();
  }

  private void fillNextPage() {
    assertThat(space.makeRoom(LARGE)).isTrue();
    space.top = space.limit;
  }
}

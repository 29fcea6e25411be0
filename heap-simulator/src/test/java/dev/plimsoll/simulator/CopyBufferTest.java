package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CopyBufferTest {

  private static final int KB = 1 << 10;
  private static final int PAGE = 256 * KB;
  private static final int AREA = 257_720;

  private final NewSpace space = new NewSpace(PAGE, AREA, 0, 4, 64);
  private final CopyBuffer buffer = new CopyBuffer(space, 32 * KB, 8 * KB);

  @Test
  void the_end_of_a_page_that_holds_no_whole_buffer_is_lost() {
    long copied = 0;
    while (buffer.allocate(32 / Addresses.WORD_BYTES) != CopyBuffer.FULL) {
      copied += 32;
    }
    assertThat(copied).isEqualTo(4 * 7 * 32 * KB);
  }

  @Test
  void buffers_side_by_side_become_one_so_that_only_the_last_has_an_end() {
    int words = 3_000 / Addresses.WORD_BYTES;
    int first = buffer.allocate(words);
    for (int i = 1; i < 20; i++) {
      assertThat(buffer.allocate(words)).isEqualTo(first + i * words);
    }
  }

  @Test
  void what_is_left_of_the_last_buffer_goes_back_to_the_program() {
    buffer.allocate(4);
    buffer.close();
    assertThat(space.usedBytes()).isEqualTo(32);
  }

  @Test
  void objects_over_8_KB_bypass_the_buffer() {
    buffer.allocate(4);
    int large = buffer.allocate(9 * KB / Addresses.WORD_BYTES);
    assertThat(large).isEqualTo(32 * KB / Addresses.WORD_BYTES);
  }

  @Test
  void once_no_buffer_was_to_be_had_small_objects_are_refused_even_where_one_would_fit() {
    while (buffer.allocate(32 * KB / 4 / Addresses.WORD_BYTES) != CopyBuffer.FULL) {
      assertThat(space.top).isLessThanOrEqualTo(space.limit);
    }
    assertThat(space.limit - space.top).isPositive();
    assertThat(buffer.allocate(4)).isEqualTo(CopyBuffer.FULL);
  }

  @Test
  void without_buffers_a_page_is_filled_to_its_end() {
    CopyBuffer none = new CopyBuffer(space, 0, 0);
    long copied = 0;
    while (none.allocate(1) != CopyBuffer.FULL) {
      copied += Addresses.WORD_BYTES;
    }
    assertThat(copied).isEqualTo(4 * AREA);
  }
}

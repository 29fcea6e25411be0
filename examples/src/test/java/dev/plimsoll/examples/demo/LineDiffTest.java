package dev.plimsoll.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineDiffTest {

  @Test
  void marks_what_went_and_what_came() {
    assertThat(LineDiff.between(List.of("a", "b", "c"), List.of("a", "x", "y", "c")))
        .containsExactly(" a", "-b", "+x", "+y", " c");
  }

  @Test
  void equal_texts_have_no_marks() {
    assertThat(LineDiff.between(List.of("a", "b"), List.of("a", "b"))).containsExactly(" a", " b");
  }

  @Test
  void keeps_the_longest_common_subsequence() {
    assertThat(LineDiff.between(List.of("x", "a", "b"), List.of("a", "b", "x")))
        .containsExactly("-x", " a", " b", "+x");
  }

  @Test
  void a_text_may_be_empty() {
    assertThat(LineDiff.between(List.of(), List.of("a"))).containsExactly("+a");
    assertThat(LineDiff.between(List.of("a"), List.of())).containsExactly("-a");
  }
}

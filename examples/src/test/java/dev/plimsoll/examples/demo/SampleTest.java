package dev.plimsoll.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleTest {

  @Test
  void a_line_tells_the_whole_sample() {
    Sample sample =
        new Sample(
            Map.of(Figure.USERS_HELD, 12L, Figure.REAL_USED, 1L << 40),
            List.of(
                new OwnerRow("users", 10, 9, 8, 7, 6), new OwnerRow("requests", 5, 4, 3, 2, 1)));

    assertThat(Sample.parse(sample.toLine())).contains(sample);
  }

  @Test
  void a_sample_of_nothing_survives_the_line_too() {
    assertThat(Sample.parse(Sample.empty().toLine())).contains(Sample.empty());
  }

  @Test
  void a_figure_that_was_not_told_is_zero() {
    assertThat(Sample.empty().of(Figure.MAILS_SENT)).isZero();
  }

  @Test
  void other_lines_are_no_samples() {
    assertThat(Sample.parse("ready 8080")).isEmpty();
  }
}

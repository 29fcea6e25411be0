package dev.plimsoll.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HoldingTest {

  private final Owner owner = Owner.named("orders");
  private final Holding holding =
      new Holding(
          owner,
          30,
          3_000,
          Holding.Quality.EXACT,
          0,
          300,
          List.of(new Cohort(100, 200, 10, 1_000), new Cohort(200, 300, 20, 2_000)));

  @Test
  void estimates_the_part_of_a_cohort_that_an_id_divides_by_its_ids() {
    assertThat(holding.estimatedEntriesBefore(250)).isEqualTo(10 + 10);
    assertThat(holding.estimatedBytesBefore(225)).isEqualTo(1_000 + 500);
  }

  @Test
  void estimates_all_after_the_last_id_and_nothing_before_the_first() {
    assertThat(holding.estimatedBytesBefore(Long.MAX_VALUE)).isEqualTo(3_000);
    assertThat(holding.estimatedBytesBefore(100)).isZero();
    assertThat(holding.estimatedBytesBefore(Long.MIN_VALUE)).isZero();
  }

  @Test
  void what_is_certainly_older_leaves_the_divided_cohort_out() {
    assertThat(holding.bytesBefore(250)).isEqualTo(1_000);
    assertThat(holding.entriesBefore(250)).isEqualTo(10);
  }

  @Test
  void unknown_bytes_stay_unknown() {
    Holding unknown =
        new Holding(
            owner,
            1,
            RetentionListener.UNKNOWN_BYTES,
            Holding.Quality.UNKNOWN,
            0,
            2,
            List.of(new Cohort(1, 2, 1, RetentionListener.UNKNOWN_BYTES)));
    assertThat(unknown.estimatedBytesBefore(2)).isEqualTo(RetentionListener.UNKNOWN_BYTES);
    assertThat(unknown.estimatedEntriesBefore(2)).isEqualTo(1);
  }
}

package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PauseModelTest {

  private final PauseModel model = new PauseModel(1e6, 10, 1, 2, 2e6, 100, 1, 1000, 3, 50, 0.5);

  @Test
  void a_scavenge_pays_for_roots_and_for_what_survives() {
    assertThat(model.scavengeMillis(100, 1_000_000, 500_000)).isEqualTo(1 + 0.001 + 1 + 1);
  }

  @Test
  void a_full_collection_pays_for_objects_slots_pages_and_moves() {
    assertThat(model.markMillis(10_000, 1_000_000)).isEqualTo(2 + 1 + 1);
    assertThat(model.sweepMillis(500)).isEqualTo(0.5);
    assertThat(model.compactMillis(1_000_000)).isEqualTo(3);
  }

  @Test
  void the_program_pays_for_what_it_allocates() {
    assertThat(model.mutatorMillis(1_000_000, 2_000_000)).isEqualTo(50 + 1);
  }

  @Test
  void a_cost_below_zero_is_named() {
    assertThatThrownBy(() -> new PauseModel(0, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1.0");
    assertThatThrownBy(() -> new PauseModel(Double.NaN, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }

  @Test
  void v8_promotes_fifteen_megabytes_in_about_thirty_milliseconds() {
    assertThat(PauseModel.v8().scavengeMillis(0, 0, 15_000_000)).isCloseTo(30, within(5.0));
  }
}

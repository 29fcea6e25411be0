package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MutatorShareMeterTest {

  private final MutatorShareMeter meter = new MutatorShareMeter();

  @Test
  void the_program_has_all_the_time_until_the_second_full_collection() {
    assertThat(meter.share()).isEqualTo(MutatorShare.WHOLE);
    meter.fullCollectionEnded(100, 50);
    assertThat(meter.share()).isEqualTo(MutatorShare.WHOLE);
  }

  @Test
  void current_looks_at_the_last_interval_and_average_halves_the_past() {
    meter.fullCollectionEnded(100, 50);
    meter.fullCollectionEnded(200, 25);
    assertThat(meter.share()).isEqualTo(new MutatorShare(0.75, 0.75));

    meter.fullCollectionEnded(300, 75);

    assertThat(meter.share()).isEqualTo(new MutatorShare(0.5, 0.25));
  }

  @Test
  void collections_back_to_back_leave_nothing() {
    meter.fullCollectionEnded(100, 50);
    meter.fullCollectionEnded(150, 50);
    assertThat(meter.share().current()).isZero();
  }
}

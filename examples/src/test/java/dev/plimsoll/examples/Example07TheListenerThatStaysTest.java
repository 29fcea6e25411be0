package dev.plimsoll.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Example07TheListenerThatStaysTest {

  private static final long ALL_BODIES = 1_000 * 10_240;

  @Test
  void a_listener_that_stays_keeps_its_request_and_a_path_tells_who_does() {
    Example07TheListenerThatStays leaky = new Example07TheListenerThatStays(false);

    leaky.answerAll();

    assertThat(leaky.liveBytes()).isGreaterThan(ALL_BODIES);
    assertThat(leaky.path())
        .containsExactly("emitter", ".listeners", "[500]", "captured request", ".body");
  }

  @Test
  void a_listener_that_is_taken_off_keeps_nothing() {
    Example07TheListenerThatStays clean = new Example07TheListenerThatStays(true);

    clean.answerAll();

    assertThat(clean.liveBytes()).isZero();
    assertThat(clean.path()).isEmpty();
  }
}

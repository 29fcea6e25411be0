package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InterruptsTest {

  @Test
  void a_loop_looks_when_it_has_used_up_its_budget_of_bytecode() {
    Interrupts interrupts = new Interrupts(1000);
    assertThat(interrupts.ran(600)).isFalse();
    assertThat(interrupts.ran(600)).isTrue();
    assertThat(interrupts.ran(600)).isFalse();
  }

  @Test
  void entering_a_function_looks_at_once() {
    assertThat(new Interrupts(1000).ran(Interrupts.CALL)).isTrue();
  }

  @Test
  void without_a_budget_each_turn_looks() {
    assertThat(new Interrupts(0).ran(1)).isTrue();
  }

  @Test
  void a_program_that_tells_nothing_is_taken_to_look_after_its_allocations() {
    Interrupts interrupts = new Interrupts(14_700);
    interrupts.requested(1_500);
    assertThat(interrupts.isLookedFor(1_999)).isFalse();
    assertThat(interrupts.isLookedFor(2_000)).isTrue();
  }

  @Test
  void a_program_that_tells_what_it_runs_is_not_guessed_at() {
    Interrupts interrupts = new Interrupts(14_700);
    interrupts.ran(1);
    interrupts.requested(1_500);
    assertThat(interrupts.isLookedFor(1_000_000)).isFalse();
  }
}

package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The same flood in a heap of 64 MB: one process lives and its books balance, the other dies. */
class FloodIT {

  @Test
  void a_guarded_queue_survives_and_accounts_for_every_element() throws Exception {
    ChildJvm.Ending ending = ChildJvm.run(Flood.class, "guarded");
    assertThat(ending.exitCode()).as(ending.output()).isZero();
    assertThat(ending.output())
        .contains(
            "a hundred times: true",
            "closed in the middle: true",
            "balance 0",
            "remaining 0",
            "taken balance 0");
  }

  @Test
  void an_unbounded_queue_dies_of_the_same_load() throws Exception {
    ChildJvm.Ending ending = ChildJvm.run(Flood.class, "unbounded");
    assertThat(ending.exitCode()).as(ending.output()).isEqualTo(ChildJvm.OUT_OF_MEMORY);
  }

  @Test
  void a_stream_larger_than_the_heap_flows_through_with_back_pressure() throws Exception {
    ChildJvm.Ending ending = ChildJvm.run(LargeStream.class);
    assertThat(ending.exitCode()).as(ending.output()).isZero();
    assertThat(ending.output()).contains("256 MB received in order, none refused");
  }
}

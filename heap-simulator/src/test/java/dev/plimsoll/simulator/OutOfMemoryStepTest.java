package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.js.JsHeap;
import dev.plimsoll.simulator.js.JsLayout;
import org.junit.jupiter.api.Test;

/**
 * LS2: up to 15 arrays, each filled and kept. The real steps stand in the logs {@code *-ls2*-d.log}
 * of the folder trace-gc: each prints its memory before an array, so the last line printed belongs
 * to the array that did not fit.
 */
class OutOfMemoryStepTest {

  private static final int ARRAYS = 15;
  private static final int MI = 1 << 20;

  @Test
  void node_8_runs_out_of_memory_on_array_12_of_15_mi_slots() {
    assertThat(arraysKept(HeapConfig.v8_6_2(), JsLayout.v8_6_2(), 15 * MI)).isEqualTo(11);
  }

  @Test
  void node_8_runs_out_of_memory_on_array_9_of_20_mi_slots() {
    assertThat(arraysKept(HeapConfig.v8_6_2(), JsLayout.v8_6_2(), 20 * MI)).isEqualTo(8);
  }

  @Test
  void node_20_keeps_all_arrays_of_15_mi_slots() {
    assertThat(arraysKept(HeapConfig.v8_11_3(), JsLayout.v8_11_3(), 15 * MI)).isEqualTo(ARRAYS);
  }

  @Test
  void node_0_10_runs_out_of_memory_on_array_11_of_15_mi_slots() {
    GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_3_14());
    Owner owner = Owner.named("arrays");
    int kept = 0;
    try {
      while (kept < ARRAYS) {
        FilledArray.keep(heap, owner, 15 * MI);
        kept++;
      }
    } catch (SimulatedOutOfMemoryException expected) {
      // the step at which it comes is what is asked
    }
    assertThat(kept).isEqualTo(10);
  }

  private static int arraysKept(HeapConfig config, JsLayout layout, int slots) {
    JsHeap js = JsHeap.of(GenerationalHeap.of(config), layout, Owner.named("arrays"));
    int kept = 0;
    try {
      while (kept < ARRAYS) {
        js.root(js.newArray(slots));
        kept++;
      }
    } catch (SimulatedOutOfMemoryException expected) {
      // the step at which it comes is what is asked
    }
    return kept;
  }
}

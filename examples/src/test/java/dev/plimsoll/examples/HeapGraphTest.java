package dev.plimsoll.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapGraphTest {

  private final Owner owner = Owner.named("test");
  private final HeapGraph graph = new HeapGraph(GenerationalHeap.of(HeapConfig.v8_11_3()));

  @Test
  void finds_the_shortest_path_even_through_a_cycle() {
    try (var scope = graph.openScope()) {
      int leaf = graph.object(owner, 0, List.of());
      int near = graph.object(owner, 0, List.of(".leaf", ".back"));
      int far = graph.object(owner, 0, List.of(".near"));
      int global = scope.escape(graph.object(owner, 0, List.of(".far", ".near")));
      graph.set(near, ".leaf", leaf);
      graph.set(near, ".back", global);
      graph.set(far, ".near", near);
      graph.set(global, ".far", far);
      graph.set(global, ".near", near);
      graph.global("app", global);

      assertThat(graph.pathTo(leaf)).containsExactly("app", ".near", ".leaf");
      assertThat(graph.pathTo(global)).containsExactly("app");
    }
  }

  @Test
  void tells_when_there_is_no_path() {
    int lonely = graph.object(owner, 0, List.of());

    assertThat(graph.pathTo(lonely)).isEmpty();
  }
}

package dev.plimsoll.watch.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DominatorsTest {

  private static final long TYPE = 8;
  private static final long FIRST = 0x1000;

  @TempDir Path directory;

  @Test
  void agrees_with_removing_each_object_in_turn_on_random_graphs() throws IOException {
    Random random = new Random(7);
    for (int run = 0; run < 150; run++) {
      HeapGraph graph = randomGraph(random, 3 + random.nextInt(40), random.nextInt(4));
      Dominators dominators = Dominators.of(graph);
      for (int node = 0; node < graph.size(); node++) {
        assertThat(dominators.share(node))
            .as("run %d, node %d", run, node)
            .isEqualTo(retainedByRemoval(graph, node));
      }
    }
  }

  @Test
  void the_short_cut_for_some_containers_agrees_with_the_whole_tree() throws IOException {
    Random random = new Random(8);
    for (int run = 0; run < 50; run++) {
      HeapGraph graph = randomGraph(random, 200, 3);
      Dominators dominators = Dominators.of(graph);
      int[] containers = random.ints(0, graph.size()).distinct().limit(130).toArray();
      HeapShare[] shares = OwnerRetention.of(graph, containers);
      for (int i = 0; i < containers.length; i++) {
        HeapShare expected = dominators.share(containers[i]);
        assertThat(shares[i]).isEqualTo(expected == null ? new HeapShare(0, 0) : expected);
      }
    }
  }

  @Test
  void a_list_of_a_million_links_is_no_deeper_than_the_stack() throws IOException {
    int links = 1_000_000;
    HprofBuilder builder = new HprofBuilder(8).string(1, "Link").type(TYPE, 1, 1);
    for (int i = 0; i < links; i++) {
      builder.instance(FIRST + 16L * i, TYPE, i + 1 < links ? FIRST + 16L * (i + 1) : 0);
    }
    HeapGraph graph = builder.root(FIRST).read(directory);
    Dominators dominators = Dominators.of(graph);
    assertThat(dominators.share(graph.node(FIRST)).objects()).isEqualTo(links);
    assertThat(dominators.top(1))
        .extracting(Dominators.Entry::node)
        .containsExactly(graph.node(FIRST));
  }

  private HeapGraph randomGraph(Random random, int objects, int fields) throws IOException {
    HprofBuilder builder = new HprofBuilder(8).string(1, "Node").type(TYPE, 1, fields);
    for (int i = 0; i < objects; i++) {
      long[] references = new long[fields];
      Arrays.setAll(
          references, field -> random.nextInt(4) == 0 ? 0 : FIRST + 64L * random.nextInt(objects));
      builder.instance(FIRST + 64L * i, TYPE, references);
    }
    for (int roots = 1 + random.nextInt(3); roots > 0; roots--) {
      builder.root(FIRST + 64L * random.nextInt(objects));
    }
    return builder.read(directory);
  }

  private static HeapShare retainedByRemoval(HeapGraph graph, int removed) {
    boolean[] with = reach(graph, -1);
    boolean[] without = reach(graph, removed);
    if (!with[removed]) {
      return null;
    }
    HeapShare retained = new HeapShare(0, 0);
    for (int node = 0; node < with.length; node++) {
      if (with[node] && !without[node]) {
        retained = retained.plus(new HeapShare(graph.shallowBytes(node), 1));
      }
    }
    return retained;
  }

  private static boolean[] reach(HeapGraph graph, int removed) {
    boolean[] reached = new boolean[graph.size()];
    Deque<Integer> open = new ArrayDeque<>();
    graph.roots().forEach(root -> open.add(root.node()));
    while (!open.isEmpty()) {
      int node = open.pop();
      if (node != removed && !reached[node]) {
        reached[node] = true;
        graph.references(node, open::push);
      }
    }
    return reached;
  }
}

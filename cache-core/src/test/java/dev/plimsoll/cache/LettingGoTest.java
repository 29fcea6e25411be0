package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class LettingGoTest {

  @Test
  void a_removed_key_and_value_are_let_go_at_once_also_behind_a_live_head() {
    LimitableMap<Object, Object> map = new LimitableMap<>(1_000);
    map.put("head", "stays");
    List<WeakReference<Object>> gone = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Object key = new Object();
      Object value = new Object();
      map.put(key, value);
      gone.add(new WeakReference<>(key));
      gone.add(new WeakReference<>(value));
      map.remove(key);
    }
    assertCollected(gone);
    assertThat(map).containsOnlyKeys("head");
  }

  @Test
  void an_iterator_that_stands_still_keeps_no_entry_that_left() {
    LimitableMap<Object, Object> map = new LimitableMap<>(10);
    map.put("a", 1);
    Iterator<Object> standing = map.keySet().iterator();
    List<WeakReference<Object>> gone = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Object value = new Object();
      map.put(i, value);
      gone.add(new WeakReference<>(value));
    }
    map.clear();
    assertCollected(gone);
    assertThat(standing.next()).isEqualTo("a");
  }

  @Test
  void dead_nodes_behind_a_live_head_never_outnumber_the_live_ones() {
    Fifo<Integer, Integer> fifo = new Fifo<>();
    List<Node<Integer, Integer>> live = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      live.add(append(fifo, i));
    }
    for (int i = 0; i < 100_000; i++) {
      Node<Integer, Integer> victim = live.remove(1 + (i * 31) % (live.size() - 1));
      victim.setValue(null);
      fifo.remove(victim);
      live.add(append(fifo, i));
      assertThat(linked(fifo)).isLessThanOrEqualTo(2 * live.size() + 4);
    }
  }

  private static Node<Integer, Integer> append(Fifo<Integer, Integer> fifo, int key) {
    Node<Integer, Integer> node = new Node<>(0, key, key);
    fifo.link(node);
    fifo.show(node);
    return node;
  }

  private static int linked(Fifo<Integer, Integer> fifo) {
    int count = 0;
    for (var node = fifo.origin().younger(); node != null; node = node.younger()) {
      count++;
    }
    return count;
  }

  @Test
  void twenty_million_rounds_of_removing_and_inserting_leave_the_heap_flat() {
    LimitableMap<Integer, Integer> map = new LimitableMap<>(1_000);
    for (int i = 0; i < 100; i++) {
      map.put(-i, i);
    }
    churn(map, 100_000);
    long before = usedAfterCollection();
    churn(map, 20_000_000);
    assertThat(usedAfterCollection() - before).isLessThan(2 << 20);
    assertThat(map).hasSize(100);
  }

  private static void churn(LimitableMap<Integer, Integer> map, int rounds) {
    for (int i = 0; i < rounds; i++) {
      Integer key = 1 + i % 50;
      map.put(key, key);
      map.remove(key);
    }
  }

  private static long usedAfterCollection() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void assertCollected(List<WeakReference<Object>> references) {
    for (int i = 0; i < 50 && references.stream().anyMatch(r -> r.get() != null); i++) {
      System.gc();
    }
    assertThat(references).allMatch(reference -> reference.get() == null);
  }
}

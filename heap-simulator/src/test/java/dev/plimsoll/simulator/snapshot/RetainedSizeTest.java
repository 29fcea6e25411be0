package dev.plimsoll.simulator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Retained sizes against their definition: take away, and see what the roots reach no more. */
class RetainedSizeTest {

  private static final int GRAPHS = 300;
  private static final int SLOTS = 4;

  /** Random objects of three owners, randomly linked and rooted. */
  private static final class RandomGraph {
    final List<Owner> owners = List.of(Owner.named("a"), Owner.named("b"), Owner.named("c"));
    final GenerationalHeap heap =
        GenerationalHeap.of(HeapConfig.v8_11_3().withBaseObjects(false).withHandleChecks(true));
    final int[] object;
    final int[] ownerOf;
    final long[] bytes;
    final Set<Integer> roots = new HashSet<>();

    RandomGraph(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      int count = 1 + random.nextInt(40);
      object = new int[count];
      ownerOf = new int[count];
      bytes = new long[count];
      try (var scope = heap.openScope()) {
        for (int i = 0; i < count; i++) {
          ownerOf[i] = random.nextInt(owners.size());
          bytes[i] = 8L * (SLOTS + 1 + random.nextInt(20));
          object[i] = heap.allocate(owners.get(ownerOf[i]), bytes[i], SLOTS);
        }
        int edges = random.nextInt(2 * count + 1);
        for (int edge = 0; edge < edges; edge++) {
          heap.store(any(random), random.nextInt(SLOTS), any(random));
        }
        for (int root = 0; root <= random.nextInt(3); root++) {
          int rooted = any(random);
          roots.add(rooted);
          heap.addRoot(rooted);
        }
        scope.escape(0);
      }
    }

    private int any(SplittableRandom random) {
      return object[random.nextInt(object.length)];
    }

    Set<Integer> reachedWithout(IntPredicate taken) {
      Set<Integer> reached = new HashSet<>();
      Deque<Integer> waiting = new ArrayDeque<>();
      roots.stream().filter(root -> !taken.test(root)).forEach(waiting::add);
      while (!waiting.isEmpty()) {
        int next = waiting.remove();
        if (reached.add(next)) {
          IntStream.range(0, SLOTS)
              .map(slot -> heap.load(next, slot))
              .filter(target -> target != 0 && !taken.test(target))
              .forEach(waiting::add);
        }
      }
      return reached;
    }

    long bytesOf(Set<Integer> handles) {
      return IntStream.range(0, object.length)
          .filter(i -> handles.contains(object[i]))
          .mapToLong(i -> bytes[i])
          .sum();
    }

    Owner ownerOf(int handle) {
      int at =
          IntStream.range(0, object.length).filter(i -> object[i] == handle).findFirst().orElse(-1);
      return owners.get(ownerOf[at]);
    }
  }

  @Test
  void an_objects_retained_size_is_what_goes_with_it() {
    for (int seed = 0; seed < GRAPHS; seed++) {
      RandomGraph graph = new RandomGraph(seed);
      HeapSnapshot snapshot = HeapSnapshot.take(graph.heap);
      Set<Integer> all = graph.reachedWithout(handle -> false);
      assertThat(snapshot.bytes()).isEqualTo(graph.bytesOf(all));
      for (int object : all) {
        long left = graph.bytesOf(graph.reachedWithout(handle -> handle == object));
        assertThat(snapshot.retainedSize(object))
            .as("graph %d, object %d", seed, object)
            .isEqualTo(graph.bytesOf(all) - left);
      }
    }
  }

  @Test
  void a_dominator_is_on_every_way_and_nothing_nearer_is() {
    for (int seed = 0; seed < GRAPHS; seed++) {
      RandomGraph graph = new RandomGraph(seed);
      HeapSnapshot snapshot = HeapSnapshot.take(graph.heap);
      Set<Integer> all = graph.reachedWithout(handle -> false);
      for (int object : all) {
        Set<Integer> strict = new HashSet<>();
        for (int other : all) {
          if (other != object && !graph.reachedWithout(h -> h == other).contains(object)) {
            strict.add(other);
          }
        }
        // The nearest is dominated by all the others.
        int nearest = snapshot.dominator(object);
        assertThat(nearest == 0).isEqualTo(strict.isEmpty());
        for (int other : strict) {
          assertThat(nearest == other || !graph.reachedWithout(h -> h == other).contains(nearest))
              .isTrue();
        }
      }
    }
  }

  @Test
  void an_owners_retained_size_is_what_goes_with_all_of_its_objects() {
    for (int seed = 0; seed < GRAPHS; seed++) {
      RandomGraph graph = new RandomGraph(seed);
      HeapSnapshot snapshot = HeapSnapshot.take(graph.heap);
      long all = graph.bytesOf(graph.reachedWithout(handle -> false));
      for (Owner owner : graph.owners) {
        long left = graph.bytesOf(graph.reachedWithout(h -> graph.ownerOf(h) == owner));
        assertThat(snapshot.retainedSize(owner)).as("graph %d", seed).isEqualTo(all - left);
      }
    }
  }
}

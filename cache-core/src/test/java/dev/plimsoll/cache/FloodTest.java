package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keys of one hash code. How long they take is measured by the benchmark of the same name. */
class FloodTest {

  @Test
  void strings_of_one_hash_code_are_found_replaced_and_evicted_in_order() {
    List<String> keys = Collisions.strings(2_000);
    LimitableMap<String, Integer> map = new LimitableMap<>(1_000);
    for (int i = 0; i < keys.size(); i++) {
      map.put(keys.get(i), i);
      map.put(keys.get(i), i + 1);
    }
    assertThat(map.keySet()).containsExactlyElementsOf(keys.subList(1_000, 2_000));
    keys.subList(1_000, 2_000).forEach(key -> assertThat(map.remove(key)).isNotNull());
    assertThat(map).isEmpty();
  }

  @Test
  void keys_without_an_order_of_their_own_work_too() {
    List<Unordered> keys = IntStream.range(0, 300).mapToObj(Unordered::new).toList();
    LimitableMap<Unordered, Integer> map = new LimitableMap<>(200);
    keys.forEach(key -> map.put(key, key.id()));
    assertThat(map.keySet()).containsExactlyElementsOf(keys.subList(100, 300));
    assertThat(map.get(new Unordered(150))).isEqualTo(150);
  }

  @Test
  void a_flooded_bin_is_taken_apart_when_the_table_grows() {
    LimitableMap<Object, Integer> map = new LimitableMap<>(10_000);
    List<Object> keys = new ArrayList<>();
    IntStream.range(0, 40).forEach(i -> keys.add(i << 10));
    IntStream.range(1, 5_000).forEach(keys::add);
    for (Object key : keys) {
      map.put(key, 1);
    }
    keys.forEach(key -> assertThat(map).containsKey(key));
  }

  @Test
  void a_key_whose_order_changed_in_a_flooded_bin_is_evicted_in_its_turn() {
    LimitableMap<Moody, Integer> map = new LimitableMap<>(40);
    List<Moody> keys = IntStream.range(0, 80).mapToObj(Moody::new).toList();
    keys.subList(0, 40).forEach(key -> map.put(key, 1));
    keys.get(5).rank = 1_000;
    keys.get(6).fails = true;
    keys.subList(40, 80).forEach(key -> map.put(key, 1));
    assertThat(map.keySet()).containsExactlyElementsOf(keys.subList(40, 80));
  }

  @Test
  void equal_keys_of_different_classes_are_found_in_a_flooded_bin() {
    LimitableMap<Ranked, Integer> map = new LimitableMap<>(200);
    IntStream.range(0, 50).forEach(i -> map.put(new Ranked(i), i));
    IntStream.range(50, 100).forEach(i -> map.put(new RankedAnew(i), i));
    IntStream.range(0, 100)
        .forEach(
            i -> {
              assertThat(map.get(new RankedAnew(i))).isEqualTo(i);
              assertThat(map.get(new RankedElse(i))).isEqualTo(i);
              assertThat(map.put(new RankedElse(i), i + 1)).isEqualTo(i);
            });
    assertThat(map.get(new RankedElse(100))).isNull();
    IntStream.range(0, 100).forEach(i -> assertThat(map.remove(new RankedElse(i))).isNotNull());
    assertThat(map).isEmpty();
  }

  @Test
  void keys_that_only_some_of_their_class_can_be_compared_with_are_never_compared() {
    LimitableMap<Object, Integer> map = new LimitableMap<>(200);
    for (int i = 0; i < 50; i++) {
      map.put(new Boxed<>(i), i);
      map.put(new Boxed<>("s" + i), i);
    }
    for (int i = 0; i < 50; i++) {
      assertThat(map.get(new Boxed<>(i))).isEqualTo(i);
      assertThat(map.get(new Boxed<>("s" + i))).isEqualTo(i);
    }
  }

  /** Comparable with its like: comparing a number with a string would fail. */
  private record Boxed<T extends Comparable<T>>(T value) implements Comparable<Boxed<T>> {
    @Override
    public int compareTo(Boxed<T> other) {
      return value.compareTo(other.value);
    }

    @Override
    public int hashCode() {
      return 42;
    }
  }

  /** Equal to each other of its family, whatever the class. */
  private static class Ranked implements Comparable<Ranked> {
    private final int rank;

    Ranked(int rank) {
      this.rank = rank;
    }

    @Override
    public int compareTo(Ranked other) {
      return Integer.compare(rank, other.rank);
    }

    @Override
    public final int hashCode() {
      return 42;
    }

    @Override
    public final boolean equals(Object other) {
      return other instanceof Ranked ranked && ranked.rank == rank;
    }
  }

  private static final class RankedAnew extends Ranked {
    RankedAnew(int rank) {
      super(rank);
    }
  }

  private static final class RankedElse extends Ranked {
    RankedElse(int rank) {
      super(rank);
    }
  }

  private record Unordered(int id) {
    @Override
    public int hashCode() {
      return 42;
    }
  }

  private static final class Moody implements Comparable<Moody> {
    private int rank;
    private boolean fails;

    Moody(int rank) {
      this.rank = rank;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the test's own notion of order
    public int compareTo(Moody other) {
      if (fails && this != other) {
        throw new IllegalStateException("moody");
      }
      return Integer.compare(rank, other.rank);
    }

    @Override
    public int hashCode() {
      return 42;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }
}

package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.BatchedRetention;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** All operations beside a plain model: a linked hash map from which the eldest is taken. */
class ModelTest {

  /** Those that {@link Map} knows do the same to a map and to its model. */
  enum Operation {
    PUT,
    PUT_AGAIN,
    PUT_IF_ABSENT,
    PUT_ALL,
    GET,
    GET_OR_DEFAULT,
    CONTAINS,
    REMOVE,
    REMOVE_EXACTLY,
    REPLACE,
    REPLACE_EXACTLY,
    REPLACE_ALL,
    COMPUTE,
    COMPUTE_IF_ABSENT,
    COMPUTE_IF_PRESENT,
    MERGE,
    REMOVE_BY_ITERATOR,
    REMOVE_FROM_KEYS,
    REMOVE_FROM_ENTRIES,
    REMOVE_FROM_VALUES,
    SET_VALUE,
    CLEAR,
    OLDEST,
    EVICT,
    RESIZE
  }

  /** One operation with its arguments. */
  record Step(Operation operation, int key, int value) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of(Operation.class)),
                Tuple.of(1, Arbitraries.of(Operation.PUT, Operation.PUT_AGAIN))),
            Arbitraries.integers().between(0, 30),
            Arbitraries.integers().between(1, 5))
        .as(Step::new)
        .list()
        .ofMaxSize(200);
  }

  @Property(tries = 300)
  void behaves_like_the_model(
      @ForAll("steps") List<Step> steps,
      @ForAll @IntRange(min = 1, max = 20) int limit,
      @ForAll boolean inBatches) {
    Accounts accounts = new Accounts();
    BatchedRetention batched = BatchedRetention.over(accounts);
    LimitableMap<Integer, Integer> plain = new LimitableMap<>(limit);
    LimitableMap<Integer, Integer> tracked =
        LimitableMap.<Integer, Integer>builder()
            .limit(limit)
            .retention(inBatches ? batched : accounts)
            .build();
    Model model = new Model(limit, Long.MAX_VALUE);
    for (Step step : steps) {
      Object expected = model.apply(step);
      assertThat(apply(plain, step)).as("%s", step).isEqualTo(expected);
      assertThat(apply(tracked, step)).as("%s", step).isEqualTo(expected);
      assertThat(new ArrayList<>(plain.entrySet())).isEqualTo(model.list());
      assertThat(new ArrayList<>(tracked.entrySet())).isEqualTo(model.list());
      assertThat(plain).hasSize(model.entries.size());
      batched.flush();
      assertThat(accounts.held).hasSize(model.entries.size());
    }
    assertThat(accounts.faults).isEmpty();
  }

  @Property(tries = 200)
  void behaves_like_the_model_with_a_bound_in_bytes(
      @ForAll("steps") List<Step> steps,
      @ForAll @IntRange(min = 1, max = 20) int limit,
      @ForAll @IntRange(min = 10, max = 60) int maxBytes,
      @ForAll boolean inBatches) {
    Accounts accounts = new Accounts();
    BatchedRetention batched = BatchedRetention.over(accounts);
    LimitableMap<Integer, Integer> map =
        LimitableMap.<Integer, Integer>builder()
            .limit(limit)
            .footprint(value -> value)
            .maxBytes(maxBytes)
            .retention(inBatches ? batched : accounts)
            .build();
    Model model = new Model(limit, maxBytes);
    for (Step step : steps) {
      assertThat(apply(map, step)).as("%s", step).isEqualTo(model.apply(step));
      assertThat(new ArrayList<>(map.entrySet())).as("%s", step).isEqualTo(model.list());
      assertThat(map.bytes()).isEqualTo(model.bytes()).isLessThanOrEqualTo(maxBytes);
      batched.flush();
      assertThat(accounts.heldBytes()).isEqualTo(map.bytes());
    }
    assertThat(accounts.faults).isEmpty();
  }

  private static Object apply(LimitableMap<Integer, Integer> map, Step step) {
    return switch (step.operation()) {
      case OLDEST -> map.oldest().orElse(null);
      case EVICT -> map.evict(step.value());
      case RESIZE -> resize(map, step.value());
      default -> applyToAny(map, step);
    };
  }

  private static Object resize(LimitableMap<Integer, Integer> map, int limit) {
    map.resize(limit);
    return map.limit();
  }

  private static Object applyToAny(Map<Integer, Integer> map, Step step) {
    int key = step.key();
    int value = step.value();
    return switch (step.operation()) {
      case PUT, PUT_AGAIN -> map.put(key, value);
      case PUT_IF_ABSENT -> map.putIfAbsent(key, value);
      case PUT_ALL -> done(() -> map.putAll(Map.of(key, value)));
      case GET -> map.get(key);
      case GET_OR_DEFAULT -> map.getOrDefault(key, value);
      case CONTAINS -> map.containsKey(key) ? 1 : map.containsValue(value) ? 2 : map.size();
      case REMOVE -> map.remove(key);
      case REMOVE_EXACTLY -> map.remove(key, value);
      case REPLACE -> map.replace(key, value);
      case REPLACE_EXACTLY -> map.replace(key, value, 7);
      case REPLACE_ALL -> done(() -> map.replaceAll((each, old) -> old == 1 ? value : old));
      case COMPUTE -> map.compute(key, (same, old) -> old == null ? value : null);
      case COMPUTE_IF_ABSENT -> map.computeIfAbsent(key, absent -> value == 1 ? null : value);
      case COMPUTE_IF_PRESENT -> map.computeIfPresent(key, (same, old) -> old == 2 ? null : value);
      case MERGE ->
          map.merge(key, value, (old, more) -> more == 1 ? null : Math.min(9, old + more));
      case REMOVE_BY_ITERATOR -> removeByIterator(map, entry -> entry.getValue() == value);
      case REMOVE_FROM_KEYS -> map.keySet().remove(key);
      case REMOVE_FROM_ENTRIES -> map.entrySet().remove(Map.entry(key, value));
      case REMOVE_FROM_VALUES -> map.values().remove(value);
      case SET_VALUE -> setValueOfFirst(map, value);
      case CLEAR -> done(map::clear);
      case OLDEST, EVICT, RESIZE -> throw new IllegalArgumentException("no map knows " + step);
    };
  }

  private static Object done(Runnable action) {
    action.run();
    return "done";
  }

  private static int removeByIterator(
      Map<Integer, Integer> map, Predicate<Map.Entry<Integer, Integer>> unwanted) {
    int removed = 0;
    for (var entries = map.entrySet().iterator(); entries.hasNext(); ) {
      if (unwanted.test(entries.next())) {
        entries.remove();
        removed++;
      }
    }
    return removed;
  }

  private static Object setValueOfFirst(Map<Integer, Integer> map, int value) {
    Iterator<Map.Entry<Integer, Integer>> entries = map.entrySet().iterator();
    return entries.hasNext() ? entries.next().setValue(value) : null;
  }

  private static final class Model {

    private final Map<Integer, Integer> entries = new LinkedHashMap<>();
    private final long maxBytes;
    private int limit;

    Model(int limit, long maxBytes) {
      this.limit = limit;
      this.maxBytes = maxBytes;
    }

    List<Map.Entry<Integer, Integer>> list() {
      return new ArrayList<>(entries.entrySet());
    }

    long bytes() {
      return entries.values().stream().mapToLong(Integer::longValue).sum();
    }

    Object apply(Step step) {
      return switch (step.operation()) {
        case OLDEST -> list().stream().findFirst().orElse(null);
        case EVICT -> evict(step.value());
        case RESIZE -> {
          limit = step.value();
          evict(entries.size() - limit);
          yield limit;
        }
        case REPLACE_ALL -> replaceAll(step.value());
        case SET_VALUE -> {
          Object answer = setValueOfFirst(entries, step.value());
          entries.keySet().stream().findFirst().ifPresent(this::shrinkFor);
          yield answer;
        }
        default -> {
          Object answer = applyToAny(entries, step);
          shrinkFor(step.key());
          yield answer;
        }
      };
    }

    private int evict(int n) {
      int before = entries.size();
      for (int i = 0; i < n && !entries.isEmpty(); i++) {
        entries.remove(entries.keySet().iterator().next());
      }
      return before - entries.size();
    }

    /** One value after the other: a heavier one pushes out others, some before their turn. */
    private Object replaceAll(int value) {
      for (Integer key : List.copyOf(entries.keySet())) {
        if (entries.replace(key, 1, value)) {
          shrinkFor(key);
        }
      }
      return "done";
    }

    private void shrinkFor(int written) {
      Iterator<Integer> oldest = entries.keySet().iterator();
      while (entries.size() > limit || bytes() > maxBytes) {
        if (oldest.next() != written) {
          oldest.remove();
        }
      }
    }
  }
}

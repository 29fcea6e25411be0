package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** All operations beside a plain model: a linked hash map from which the eldest is taken. */
class ModelTest {

  /** One operation with its arguments. */
  record Step(int operation, int key, int value) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 12),
            Arbitraries.integers().between(0, 30),
            Arbitraries.integers().between(1, 5))
        .as(Step::new)
        .list()
        .ofMaxSize(200);
  }

  @Property(tries = 300)
  void behaves_like_the_model(
      @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 20) int limit) {
    Accounts accounts = new Accounts();
    LimitableMap<Integer, Integer> plain = new LimitableMap<>(limit);
    LimitableMap<Integer, Integer> tracked =
        LimitableMap.<Integer, Integer>builder().limit(limit).retention(accounts).build();
    Model model = new Model(limit);
    for (Step step : steps) {
      Object expected = model.apply(step);
      assertThat(apply(plain, step)).as("%s", step).isEqualTo(expected);
      assertThat(apply(tracked, step)).as("%s", step).isEqualTo(expected);
      assertThat(new ArrayList<>(plain.entrySet())).isEqualTo(model.list());
      assertThat(new ArrayList<>(tracked.entrySet())).isEqualTo(model.list());
      assertThat(plain).hasSize(model.entries.size());
      assertThat(accounts.held).hasSize(model.entries.size());
    }
    assertThat(accounts.faults).isEmpty();
  }

  private static Object apply(LimitableMap<Integer, Integer> map, Step step) {
    int key = step.key();
    int value = step.value();
    return switch (step.operation()) {
      case 0, 1, 2 -> map.put(key, value);
      case 3 -> map.remove(key);
      case 4 -> map.putIfAbsent(key, value);
      case 5 -> map.computeIfAbsent(key, absent -> value == 1 ? null : value);
      case 6 -> map.merge(key, value, (old, more) -> more == 1 ? null : old + more);
      case 7 -> map.compute(key, (same, old) -> old == null ? value : null);
      case 8 -> map.replace(key, value);
      case 9 -> map.remove(key, value);
      case 10 -> map.replace(key, value, 7);
      case 11 -> map.evict(value);
      default -> map.computeIfPresent(key, (same, old) -> old == 2 ? null : value);
    };
  }

  private static final class Model {

    private final Map<Integer, Integer> entries = new LinkedHashMap<>();
    private final int limit;

    Model(int limit) {
      this.limit = limit;
    }

    List<Map.Entry<Integer, Integer>> list() {
      return new ArrayList<>(entries.entrySet());
    }

    Object apply(Step step) {
      int key = step.key();
      int value = step.value();
      if (step.operation() == 11) {
        int before = entries.size();
        shrinkTo(Math.max(0, before - value));
        return before - entries.size();
      }
      Object answer =
          switch (step.operation()) {
            case 0, 1, 2 -> entries.put(key, value);
            case 3 -> entries.remove(key);
            case 4 -> entries.putIfAbsent(key, value);
            case 5 -> entries.computeIfAbsent(key, absent -> value == 1 ? null : value);
            case 6 -> entries.merge(key, value, (old, more) -> more == 1 ? null : old + more);
            case 7 -> entries.compute(key, (same, old) -> old == null ? value : null);
            case 8 -> entries.replace(key, value);
            case 9 -> entries.remove(key, value);
            case 10 -> entries.replace(key, value, 7);
            default -> entries.computeIfPresent(key, (same, old) -> old == 2 ? null : value);
          };
      shrinkTo(limit);
      return answer;
    }

    private void shrinkTo(int size) {
      while (entries.size() > size) {
        entries.remove(entries.keySet().iterator().next());
      }
    }
  }
}

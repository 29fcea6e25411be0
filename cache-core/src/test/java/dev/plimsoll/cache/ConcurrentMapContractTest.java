package dev.plimsoll.cache;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each method of a concurrent map, nulls and absent keys included, on our maps beside {@link
 * ConcurrentHashMap}: the same answer or the same exception, and the same entries afterwards.
 * {@link LimitableMap} keeps the order of a {@link LinkedHashMap}, too.
 */
class ConcurrentMapContractTest {

  /** A step that answers something. */
  private interface Step extends Function<ConcurrentMap<String, Integer>, Object> {}

  private static final Map<String, Step> STEPS = new LinkedHashMap<>();

  private static void step(String name, Step step) {
    if (STEPS.put(name, step) != null) {
      throw new IllegalArgumentException("two steps are called " + name);
    }
  }

  static {
    step("get present", m -> m.get("b"));
    step("get absent", m -> m.get("z"));
    step("get null", m -> m.get(null));
    step("get of a class that no key has", m -> ((Map<?, ?>) m).get(7));
    step("getOrDefault present", m -> m.getOrDefault("a", 9));
    step("getOrDefault absent", m -> m.getOrDefault("z", 9));
    step("getOrDefault absent, null", m -> m.getOrDefault("z", null));
    step("getOrDefault null", m -> m.getOrDefault(null, 9));
    step("containsKey", m -> m.containsKey("a") && !m.containsKey("z"));
    step("containsKey null", m -> m.containsKey(null));
    step("containsValue", m -> m.containsValue(2) && !m.containsValue(9));
    step("containsValue null", m -> m.containsValue(null));
    step("put new", m -> m.put("z", 9));
    step("put old", m -> m.put("a", 9));
    step("put null key", m -> m.put(null, 1));
    step("put null value", m -> m.put("a", null));
    step("putAll", m -> run(() -> m.putAll(Map.of("b", 7, "z", 9))));
    step("putAll null", m -> run(() -> m.putAll(null)));
    step("putAll with a null value", m -> run(() -> m.putAll(mapOf("b", null))));
    step("putIfAbsent new", m -> m.putIfAbsent("z", 9));
    step("putIfAbsent old", m -> m.putIfAbsent("a", 9));
    step("putIfAbsent null key", m -> m.putIfAbsent(null, 9));
    step("putIfAbsent null value, new", m -> m.putIfAbsent("z", null));
    step("putIfAbsent null value, old", m -> m.putIfAbsent("a", null));
    step("remove present", m -> m.remove("b"));
    step("remove absent", m -> m.remove("z"));
    step("remove null", m -> m.remove(null));
    step("remove exactly", m -> m.remove("b", 2));
    step("remove exactly, another value", m -> m.remove("b", 3));
    step("remove exactly, absent", m -> m.remove("z", 3));
    step("remove exactly, null value", m -> m.remove("b", null));
    step("remove exactly, null key", m -> m.remove(null, 2));
    step("replace present", m -> m.replace("b", 9));
    step("replace absent", m -> m.replace("z", 9));
    step("replace null key", m -> m.replace(null, 9));
    step("replace null value", m -> m.replace("b", null));
    step("replace exactly", m -> m.replace("b", 2, 9));
    step("replace exactly, another value", m -> m.replace("b", 3, 9));
    step("replace exactly, absent", m -> m.replace("z", 3, 9));
    step("replace exactly, null key", m -> m.replace(null, 2, 9));
    step("replace exactly, null expected", m -> m.replace("b", null, 9));
    step("replace exactly, null value", m -> m.replace("b", 2, null));
    step("computeIfAbsent new", m -> m.computeIfAbsent("z", String::length));
    step("computeIfAbsent old", m -> m.computeIfAbsent("a", key -> 9));
    step("computeIfAbsent to null", m -> m.computeIfAbsent("z", key -> null));
    step("computeIfAbsent throws", m -> m.computeIfAbsent("z", key -> fail()));
    step("computeIfAbsent null key", m -> m.computeIfAbsent(null, key -> 9));
    step("computeIfAbsent null function", m -> m.computeIfAbsent("z", null));
    step("computeIfAbsent old, null function", m -> m.computeIfAbsent("a", null));
    step("computeIfPresent", m -> m.computeIfPresent("a", (key, value) -> value + 7));
    step("computeIfPresent to null", m -> m.computeIfPresent("a", (key, value) -> null));
    step("computeIfPresent absent", m -> m.computeIfPresent("z", (key, value) -> 9));
    step("computeIfPresent throws", m -> m.computeIfPresent("a", (key, value) -> fail()));
    step("computeIfPresent null key", m -> m.computeIfPresent(null, (key, value) -> 9));
    step("computeIfPresent null function", m -> m.computeIfPresent("a", null));
    step("compute old", m -> m.compute("a", (key, value) -> value + 7));
    step("compute new", m -> m.compute("z", (key, value) -> value == null ? 9 : 0));
    step("compute old to null", m -> m.compute("a", (key, value) -> null));
    step("compute new to null", m -> m.compute("z", (key, value) -> null));
    step("compute throws", m -> m.compute("a", (key, value) -> fail()));
    step("compute null key", m -> m.compute(null, (key, value) -> 9));
    step("compute null function", m -> m.compute("a", null));
    step("merge old", m -> m.merge("a", 7, Integer::sum));
    step("merge new", m -> m.merge("z", 7, Integer::sum));
    step("merge to null", m -> m.merge("a", 7, (old, more) -> null));
    step("merge throws", m -> m.merge("a", 7, (old, more) -> fail()));
    step("merge null key", m -> m.merge(null, 7, Integer::sum));
    step("merge null value", m -> m.merge("a", null, Integer::sum));
    step("merge null function", m -> m.merge("a", 7, null));
    step("replaceAll", m -> run(() -> m.replaceAll((key, value) -> value * 10)));
    step("replaceAll to null", m -> run(() -> m.replaceAll((key, value) -> null)));
    step("replaceAll null", m -> run(() -> m.replaceAll(null)));
    step("forEach", m -> sumOf(m));
    step("forEach null", m -> run(() -> m.forEach(null)));
    step("clear", m -> run(m::clear));
    step("size", m -> m.size());
    step("isEmpty", m -> m.isEmpty());
    step("equals", m -> m.equals(new HashMap<>(m)) && new HashMap<>(m).equals(m));
    step("equals another", m -> m.equals(Map.of("a", 1)) || m.equals(Map.of()));
    step("hashCode", m -> m.hashCode());
    step("toString", m -> new TreeSet<>(List.of(m.toString().split("[{}, ]+"))));

    views("keySet", ConcurrentMap::keySet, "b", "z");
    views("values", ConcurrentMap::values, 2, 9);
    views("entrySet", ConcurrentMap::entrySet, entry("b", 2), entry("b", 3));

    step("keySet equals", m -> m.keySet().equals(Set.of("a", "b", "c", "d", "e")));
    step("keySet hashCode", m -> m.keySet().hashCode());
    step("entrySet equals", m -> m.entrySet().equals(new HashMap<>(m).entrySet()));
    step("entrySet hashCode", m -> m.entrySet().hashCode());
    step("keySet remove null", m -> m.keySet().remove(null));
    step("keySet contains null", m -> m.keySet().contains(null));
    step("values contains null", m -> m.values().contains(null));
    step("entrySet contains no entry", m -> ((Collection<?>) m.entrySet()).contains("a"));
    step("entrySet contains null", m -> m.entrySet().contains(null));
    step("entrySet remove no entry", m -> ((Collection<?>) m.entrySet()).remove("a"));
    step("entrySet remove null", m -> m.entrySet().remove(null));
    step("entrySet remove null key", m -> m.entrySet().remove(new SimpleEntry<>(null, 1)));
    step("entrySet remove null value", m -> m.entrySet().remove(new SimpleEntry<>("a", null)));
    step("entrySet contains null key", m -> m.entrySet().contains(new SimpleEntry<>(null, 1)));
    step("keySet add", m -> m.keySet().add("z"));
    step("values add", m -> m.values().add(9));
    step("setValue", m -> entryOf(m, "b").setValue(9));
    step("setValue null", m -> entryOf(m, "b").setValue(null));
    step("setValue then read", m -> readAfterSetting(entryOf(m, "b")));
    step("entry equals", m -> entryOf(m, "b").equals(entry("b", 2)));
    step("entry hashCode", m -> entryOf(m, "b").hashCode());
    step("entry toString", m -> entryOf(m, "b").toString());
    step("grouping stream", m -> m.values().stream().collect(Collectors.groupingBy(v -> v % 2)));
    step("parallel stream", m -> m.values().parallelStream().mapToInt(v -> v).sum());
    step("setValue after removing the others", m -> setAfterRemovingOthers(m));
  }

  private static <T> void views(
      String name, Function<ConcurrentMap<String, Integer>, Collection<T>> view, T in, T out) {
    step(name + " size", m -> view.apply(m).size());
    step(name + " isEmpty", m -> view.apply(m).isEmpty());
    step(name + " contains", m -> List.of(view.apply(m).contains(in), view.apply(m).contains(out)));
    step(name + " containsAll", m -> view.apply(m).containsAll(List.of(in)));
    step(name + " remove", m -> List.of(view.apply(m).remove(in), view.apply(m).remove(out)));
    step(name + " removeAll", m -> view.apply(m).removeAll(List.of(in, out)));
    step(name + " removeAll of nothing", m -> view.apply(m).removeAll(List.of(out)));
    step(name + " removeAll null", m -> view.apply(m).removeAll(null));
    step(name + " retainAll", m -> view.apply(m).retainAll(List.of(in, out)));
    step(name + " retainAll null", m -> view.apply(m).retainAll(null));
    step(name + " removeIf", m -> view.apply(m).removeIf(in::equals));
    step(name + " removeIf none", m -> view.apply(m).removeIf(out::equals));
    step(name + " removeIf null", m -> view.apply(m).removeIf(null));
    step(name + " clear", m -> run(view.apply(m)::clear));
    step(name + " toArray", m -> Set.of(view.apply(m).toArray()));
    step(name + " toArray of a type", m -> Set.of(view.apply(m).toArray(new Object[0])));
    step(
        name + " toArray that is longer",
        m -> Arrays.asList(view.apply(m).toArray(new Object[9])).indexOf(null));
    step(name + " toArray null", m -> view.apply(m).toArray((Object[]) null));
    step(name + " toArray of a wrong type", m -> view.apply(m).toArray(new Thread[0]));
    step(name + " iterator", m -> countOf(view.apply(m).iterator()));
    step(name + " iterator past the end", m -> pastTheEnd(view.apply(m).iterator()));
    step(name + " iterator removes nothing", m -> run(view.apply(m).iterator()::remove));
    step(name + " iterator removes twice", m -> run(() -> removeTwice(view.apply(m).iterator())));
    step(name + " iterator removes all", m -> run(() -> removeAll(view.apply(m).iterator())));
    step(
        name + " iterator forEachRemaining null",
        m -> run(() -> view.apply(m).iterator().forEachRemaining(null)));
    step(name + " forEach null", m -> run(() -> view.apply(m).forEach(null)));
    step(name + " spliterator's size", m -> view.apply(m).spliterator().estimateSize());
    step(
        name + " spliterator",
        m -> {
          Spliterator<T> all = view.apply(m).spliterator();
          return List.of(
              all.hasCharacteristics(Spliterator.CONCURRENT),
              all.hasCharacteristics(Spliterator.NONNULL),
              all.hasCharacteristics(Spliterator.SIZED));
        });
    step(name + " spliterator tryAdvance null", m -> view.apply(m).spliterator().tryAdvance(null));
    step(name + " stream", m -> view.apply(m).stream().collect(Collectors.toSet()));
    step(name + " stream count", m -> view.apply(m).stream().filter(in::equals).count());
    step(name + " is live", m -> List.of(m.put("z", 9) == null, view.apply(m).size()));
  }

  @TestFactory
  Stream<DynamicNode> does_what_a_concurrent_hash_map_does() {
    Map<String, Supplier<ConcurrentMap<String, Integer>>> ours = new LinkedHashMap<>();
    ours.put("LimitableMap", () -> new LimitableMap<>(100));
    ours.put(
        "LimitableMap, every option",
        () ->
            LimitableMap.<String, Integer>builder()
                .limit(100)
                .footprint(value -> 1)
                .maxBytes(1_000)
                .secondChance()
                .recordStats()
                .retention(new Accounts())
                .build());
    ours.put("ModuleCache", ConcurrentMapContractTest::moduleCache);
    return ours.entrySet().stream()
        .flatMap(
            map ->
                STEPS.entrySet().stream()
                    .map(
                        step ->
                            DynamicTest.dynamicTest(
                                map.getKey() + ": " + step.getKey(),
                                () -> compare(step.getValue(), map.getValue()))));
  }

  /** Nobody registers twice under one name, and what nobody holds any more leaves by itself. */
  private static ConcurrentMap<String, Integer> moduleCache() {
    return ModuleCache.<String, Integer>builder("contract", new Object().toString())
        .limit(100)
        .build()
        .asMap();
  }

  private static void compare(Step step, Supplier<ConcurrentMap<String, Integer>> empty) {
    ConcurrentMap<String, Integer> reference = fill(new ConcurrentHashMap<>());
    ConcurrentMap<String, Integer> map = fill(empty.get());

    Object expected = outcome(step, reference);

    assertThat(outcome(step, map)).isEqualTo(expected);
    assertThat(map).isEqualTo(reference).hasSameSizeAs(reference);
    if (map instanceof LimitableMap) {
      List<String> inOrder = new ArrayList<>(map.keySet());
      List<String> sorted = inOrder.stream().sorted().toList();
      // The letters were inserted in their order, and no step inserts one but the last.
      assertThat(inOrder).isEqualTo(sorted);
    }
  }

  private static <M extends Map<String, Integer>> M fill(M map) {
    map.put("a", 1);
    map.put("b", 2);
    map.put("c", 3);
    map.put("d", 4);
    map.put("e", 5);
    return map;
  }

  private static Object outcome(Step step, ConcurrentMap<String, Integer> map) {
    try {
      return String.valueOf(step.apply(map));
    } catch (RuntimeException e) {
      return e.getClass();
    }
  }

  private static Object run(Runnable work) {
    work.run();
    return "done";
  }

  private static Integer fail() {
    throw new UnsupportedOperationException("on purpose");
  }

  private static Map<String, Integer> mapOf(String key, Integer value) {
    Map<String, Integer> map = new HashMap<>();
    map.put(key, value);
    return map;
  }

  private static int sumOf(Map<String, Integer> map) {
    int[] sum = {0};
    map.forEach((key, value) -> sum[0] += value * key.charAt(0));
    return sum[0];
  }

  private static Map.Entry<String, Integer> entryOf(Map<String, Integer> map, String key) {
    return map.entrySet().stream().filter(e -> e.getKey().equals(key)).findAny().orElseThrow();
  }

  private static Object readAfterSetting(Map.Entry<String, Integer> entry) {
    entry.setValue(9);
    return entry;
  }

  /** As in JDK-8186171: an entry stays connected while the iterator removes what is around it. */
  private static Object setAfterRemovingOthers(Map<String, Integer> map) {
    Iterator<Map.Entry<String, Integer>> entries = map.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Integer> entry = entries.next();
      if (entry.getKey().equals("c")) {
        entry.setValue(9);
      } else {
        entries.remove();
      }
    }
    return map;
  }

  private static int countOf(Iterator<?> iterator) {
    int count = 0;
    while (iterator.hasNext()) {
      iterator.next();
      count++;
    }
    return count;
  }

  private static Object pastTheEnd(Iterator<?> iterator) {
    countOf(iterator);
    return iterator.next();
  }

  private static void removeTwice(Iterator<?> iterator) {
    iterator.next();
    iterator.remove();
    iterator.remove();
  }

  private static void removeAll(Iterator<?> iterator) {
    while (iterator.hasNext()) {
      iterator.next();
      iterator.remove();
    }
  }
}

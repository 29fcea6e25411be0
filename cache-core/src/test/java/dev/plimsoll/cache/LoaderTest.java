package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of loads, and of the functions of compute and its like, on both caches. */
@ParameterizedClass
@EnumSource
@Timeout(60)
class LoaderTest {

  /** On two processors the common pool of a JDK 25 has one thread, and one who blocks it, all. */
  private static final Executor OWN_THREAD = task -> new Thread(task).start();

  /** What loads. */
  enum Cache {
    LIMITABLE_MAP,
    LIMITABLE_MAP_WITH_EVERY_OPTION,
    MODULE_CACHE;

    private <K> ConcurrentMap<K, Integer> create() {
      return switch (this) {
        case LIMITABLE_MAP -> new LimitableMap<>(100);
        case LIMITABLE_MAP_WITH_EVERY_OPTION ->
            LimitableMap.<K, Integer>builder()
                .limit(100)
                .footprint(value -> 8)
                .maxBytes(800)
                .secondChance()
                .recordStats()
                .retention(new Accounts())
                .build();
        case MODULE_CACHE ->
            ModuleCache.<K, Integer>builder("loads", new Object().toString())
                .limit(100)
                .build()
                .asMap();
      };
    }
  }

  private final Cache cache;
  private final ConcurrentMap<Integer, Integer> map;

  LoaderTest(Cache cache) {
    this.cache = cache;
    this.map = cache.create();
  }

  @Test
  void a_loader_runs_once_for_a_key_under_any_race() throws Exception {
    for (int round = 0; round < 200; round++) {
      int key = round;
      AtomicInteger runs = new AtomicInteger();
      List<Integer> answers =
          inParallel(4, () -> map.computeIfAbsent(key, absent -> runs.incrementAndGet()));
      assertThat(runs).hasValue(1);
      assertThat(answers).containsOnly(1);
    }
  }

  @Test
  void recursion_on_other_keys_works() {
    assertThat(fibonacci(30)).isEqualTo(832_040);
  }

  private int fibonacci(int n) {
    return n < 2 ? n : map.computeIfAbsent(n, key -> fibonacci(key - 1) + fibonacci(key - 2));
  }

  @Test
  void recursion_on_the_same_key_is_refused_by_name() {
    assertThatIllegalStateException()
        .isThrownBy(() -> map.computeIfAbsent(71, key -> map.computeIfAbsent(71, again -> 1)))
        .withMessageContaining("key 71");
    assertThat(map).isEmpty();
  }

  @Test
  void a_circle_through_other_keys_is_refused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> around(0))
        .withMessageContaining("recursive load")
        .withMessageContaining("key 0");
    assertThat(map).isEmpty();
  }

  private int around(int key) {
    return map.computeIfAbsent(key, at -> around((at + 1) % 3));
  }

  @Test
  void a_circle_through_threads_and_maps_is_refused_and_nobody_hangs() throws Exception {
    ConcurrentMap<Integer, Integer> other = cache.create();
    CyclicBarrier bothLoad = new CyclicBarrier(2);
    CompletableFuture<Integer> there =
        CompletableFuture.supplyAsync(
            () ->
                map.computeIfAbsent(
                    1,
                    key -> {
                      await(bothLoad);
                      return other.computeIfAbsent(2, absent -> 20);
                    }),
            OWN_THREAD);
    Integer here = null;
    boolean refused = false;
    try {
      here =
          other.computeIfAbsent(
              2,
              key -> {
                await(bothLoad);
                return map.computeIfAbsent(1, absent -> 10);
              });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("recursive load").hasMessageMatching(".*key [12]\\b.*");
      refused = true;
    }
    Integer theirs = there.exceptionally(e -> null).get(30, TimeUnit.SECONDS);
    assertThat(refused || theirs == null).isTrue();
    assertThat(here == null && theirs == null && !map.isEmpty() && !other.isEmpty()).isFalse();
  }

  @Test
  void a_loader_that_throws_leaves_nothing_behind() {
    assertThatThrownBy(
            () ->
                map.computeIfAbsent(
                    1,
                    key -> {
                      throw new UnsupportedOperationException("load");
                    }))
        .hasMessage("load");
    assertThat(map).isEmpty();
    assertThat(map.computeIfAbsent(1, key -> 2)).isEqualTo(2);
  }

  /** Another thread's load of 1, which has begun and does not end before it may. */
  private CompletableFuture<Integer> loadElsewhere(
      CountDownLatch mayEnd, Supplier<@Nullable Integer> outcome) throws InterruptedException {
    CountDownLatch loading = new CountDownLatch(1);
    CompletableFuture<Integer> load =
        CompletableFuture.supplyAsync(
            () ->
                map.computeIfAbsent(
                    1,
                    key -> {
                      loading.countDown();
                      await(mayEnd);
                      return outcome.get();
                    }),
            OWN_THREAD);
    loading.await();
    return load;
  }

  @Test
  void who_waits_for_a_load_that_throws_loads_itself() throws Exception {
    CountDownLatch fail = new CountDownLatch(1);
    CompletableFuture<Integer> first =
        loadElsewhere(
            fail,
            () -> {
              throw new UnsupportedOperationException("load");
            });
    FutureTask<Integer> second = new FutureTask<>(() -> map.computeIfAbsent(1, key -> 2));
    Thread waiting = new Thread(second);
    waiting.start();
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    fail.countDown();
    assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(2);
    assertThatThrownBy(() -> first.get(30, TimeUnit.SECONDS)).hasRootCauseMessage("load");

    // And neither of them is taken for a load that is still under way, or for two that ended.
    map.computeIfAbsent(
        3,
        key -> {
          map.remove(3);
          return 4;
        });
    assertThat(map).containsOnlyKeys(1);
  }

  @Test
  void who_waits_for_a_load_that_answers_null_gets_null() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CompletableFuture<Integer> first = loadElsewhere(end, () -> null);
    CompletableFuture<Integer> second =
        CompletableFuture.supplyAsync(() -> map.computeIfAbsent(1, key -> null), OWN_THREAD);
    end.countDown();
    assertThat(first.get(30, TimeUnit.SECONDS)).isNull();
    assertThat(second.get(30, TimeUnit.SECONDS)).isNull();
    assertThat(map).isEmpty();
  }

  /** "BB" and "C#" have the hash code of "Aa". */
  private static void useFromElsewhere(ConcurrentMap<Object, Integer> sameBin) {
    CompletableFuture<Void> elsewhere =
        CompletableFuture.runAsync(
            () -> {
              sameBin.put("BB", 1);
              sameBin.computeIfAbsent("C#", absent -> 2);
              sameBin.merge("BB", 1, Integer::sum);
              sameBin.compute("BB", (key, value) -> value);
              sameBin.get("Aa");
              sameBin.remove("Aa");
              sameBin.keySet().forEach(key -> {});
              sameBin.clear();
              sameBin.put("BB", 3);
            });
    try {
      elsewhere.get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("somebody waits", e);
    }
  }

  @Test
  void nothing_else_waits_while_a_key_loads() {
    ConcurrentMap<Object, Integer> sameBin = cache.create();
    assertThat(
            sameBin.computeIfAbsent(
                "Aa",
                key -> {
                  useFromElsewhere(sameBin);
                  return 5;
                }))
        .isEqualTo(5);
    assertThat(sameBin).containsOnlyKeys("BB");
  }

  @Test
  void nothing_else_waits_while_a_function_of_compute_or_its_like_runs() {
    ConcurrentMap<Object, Integer> sameBin = cache.create();
    sameBin.put("Aa", 1);
    assertThat(sameBin.compute("Aa", (key, value) -> firstDisturbed(sameBin, value, 7)))
        .isEqualTo(7);
    sameBin.put("Aa", 1);
    assertThat(sameBin.merge("Aa", 8, (old, value) -> firstDisturbed(sameBin, old, 9)))
        .isEqualTo(8);
    sameBin.put("Aa", 1);
    assertThat(sameBin.computeIfPresent("Aa", (key, value) -> firstDisturbed(sameBin, value, 9)))
        .isNull();
    sameBin.put("Aa", 1);
    sameBin.replaceAll((key, value) -> firstDisturbed(sameBin, value, 9));
    assertThat(sameBin).containsOnlyKeys("BB");
  }

  /** A function that finds the first value is disturbed and runs again, and then finds none. */
  private static Integer firstDisturbed(
      ConcurrentMap<Object, Integer> sameBin, Integer found, Integer answer) {
    if (found != null && found == 1) {
      useFromElsewhere(sameBin);
    }
    return answer;
  }

  @Test
  void a_key_removed_while_it_loads_is_not_stored() {
    assertThat(
            map.computeIfAbsent(
                1,
                key -> {
                  map.remove(1);
                  return 5;
                }))
        .isEqualTo(5);
    assertThat(map).isEmpty();
  }

  @Test
  void a_map_cleared_while_a_key_loads_stays_empty() {
    map.computeIfAbsent(
        1,
        key -> {
          map.clear();
          return 5;
        });
    assertThat(map).isEmpty();
  }

  @Test
  void a_put_during_the_load_wins_and_is_what_the_loading_call_returns() {
    assertThat(
            map.computeIfAbsent(
                1,
                key -> {
                  map.put(1, 8);
                  return 5;
                }))
        .isEqualTo(8);
    assertThat(map).containsEntry(1, 8);
  }

  @Test
  void a_value_older_than_a_put_that_left_is_not_stored() {
    map.computeIfAbsent(
        1,
        key -> {
          map.put(1, 8);
          map.remove(1);
          return 5;
        });
    assertThat(map).isEmpty();
  }

  @Test
  void nor_is_one_older_than_a_put_that_was_evicted() {
    LimitableMap<Integer, Integer> one = new LimitableMap<>(1);
    one.computeIfAbsent(
        1,
        key -> {
          one.put(1, 8);
          one.put(2, 9);
          return 5;
        });
    assertThat(one).containsOnlyKeys(2);
  }

  @Test
  void a_load_may_clear_its_map_and_load_anew() {
    assertThat(
            map.computeIfAbsent(
                1,
                key -> {
                  map.clear();
                  return map.computeIfAbsent(1, again -> 6) + 1;
                }))
        .isEqualTo(6);
    assertThat(map).containsEntry(1, 6);
  }

  private static <T> List<T> inParallel(int threads, Supplier<T> task) throws Exception {
    var pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  return task.get();
                }));
      }
      List<T> answers = new ArrayList<>();
      for (Future<T> answer : running) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      pool.shutdownNow();
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

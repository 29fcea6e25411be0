package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rules of loads; where a test holds for both caches, it runs on both. */
@Timeout(60)
class LoaderTest {

  private final LimitableMap<Integer, Integer> map = new LimitableMap<>(100);

  @Test
  void a_loader_runs_once_for_a_key_under_any_race() throws Exception {
    for (int round = 0; round < 500; round++) {
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
        .isThrownBy(() -> map.computeIfAbsent(7, key -> map.computeIfAbsent(7, again -> 1)))
        .withMessageContaining("7");
    assertThat(map).isEmpty();
  }

  @Test
  void a_circle_through_other_keys_is_refused() {
    assertThatIllegalStateException().isThrownBy(() -> around(0));
    assertThat(map).isEmpty();
  }

  private int around(int key) {
    return map.computeIfAbsent(key, at -> around((at + 1) % 3));
  }

  @Test
  void a_circle_through_threads_and_maps_is_refused_and_nobody_hangs() throws Exception {
    LimitableMap<Integer, Integer> other = new LimitableMap<>(10);
    CyclicBarrier bothLoad = new CyclicBarrier(2);
    CompletableFuture<Integer> there =
        CompletableFuture.supplyAsync(
            () ->
                map.computeIfAbsent(
                    1,
                    key -> {
                      await(bothLoad);
                      return other.computeIfAbsent(2, absent -> 20);
                    }));
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

  @Test
  void who_waits_for_a_load_that_throws_loads_itself() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch fail = new CountDownLatch(1);
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(
            () ->
                map.computeIfAbsent(
                    1,
                    key -> {
                      loading.countDown();
                      await(fail);
                      throw new UnsupportedOperationException("load");
                    }));
    loading.await();
    CompletableFuture<Integer> second =
        CompletableFuture.supplyAsync(() -> map.computeIfAbsent(1, key -> 2));
    fail.countDown();
    assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(2);
    assertThat(first).isCompletedExceptionally();
  }

  @Test
  void nothing_else_waits_while_a_key_loads() {
    LimitableMap<Object, Integer> sameBin = new LimitableMap<>(10);
    Integer loaded =
        sameBin.computeIfAbsent(
            "Aa",
            key -> {
              // "BB" has the hash code of "Aa".
              CompletableFuture.runAsync(
                      () -> {
                        sameBin.put("BB", 1);
                        sameBin.computeIfAbsent("C#", absent -> 2);
                        sameBin.get("Aa");
                        sameBin.remove("BB");
                      })
                  .join();
              return 3;
            });
    assertThat(loaded).isEqualTo(3);
    assertThat(sameBin).containsOnlyKeys("Aa", "C#");
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
  void a_value_older_than_a_put_that_was_evicted_is_not_stored() {
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
  void a_module_cache_follows_the_same_rules() {
    ModuleCache<Integer, Integer> cache = ModuleCache.of(LoaderTest.class, "rules", 10);
    assertThatIllegalStateException()
        .isThrownBy(() -> cache.get(7, key -> cache.get(7, again -> 1)))
        .withMessageContaining("7");
    assertThat(cache.get(1, key -> put(cache, 1, 8, 5))).isEqualTo(8);
    assertThat(cache.get(2, key -> cache.remove(2) == null ? 5 : 0)).isEqualTo(5);
    assertThat(cache.get(3, key -> clear(cache, 5))).isEqualTo(5);
    assertThat(cache.asMap()).isEmpty();
  }

  private static int put(ModuleCache<Integer, Integer> cache, int key, int value, int loaded) {
    cache.put(key, value);
    return loaded;
  }

  private static int clear(ModuleCache<Integer, Integer> cache, int loaded) {
    cache.clear();
    return loaded;
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

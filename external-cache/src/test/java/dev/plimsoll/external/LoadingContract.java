package dev.plimsoll.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reading through: one load for many, leases, stand-ins, early refreshes. */
public abstract class LoadingContract extends WritesContract {

  @Test
  void loads_a_missing_value_once_and_keeps_it() {
    ExternalCache<String> cache = cache();
    assertThat(cache.get("k", key -> "loaded " + key, MINUTE)).isEqualTo("loaded k");
    assertThat(cache.get("k", key -> "again", MINUTE)).isEqualTo("loaded k");
    assertThat(cache.stats().loads()).isEqualTo(1);
  }

  @Test
  void lets_threads_that_miss_together_share_one_load() throws Exception {
    ExternalCache<String> cache = cache();
    AtomicInteger loads = new AtomicInteger();
    CountDownLatch waiting = new CountDownLatch(1);
    int count = 16;
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<CompletableFuture<String>> all =
          IntStream.range(0, count)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> cache.get("k", key -> slowly(loads, waiting), MINUTE), threads))
              .toList();
      Await.until(() -> cache.stats().coalesced() == count - 1);
      waiting.countDown();
      for (CompletableFuture<String> one : all) {
        assertThat(one.get()).isEqualTo("1");
      }
    } finally {
      threads.shutdown();
    }
    assertThat(loads).hasValue(1);
  }

  private static String slowly(AtomicInteger loads, CountDownLatch waiting) {
    try {
      waiting.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return "" + loads.incrementAndGet();
  }

  @Test
  void lets_cache_objects_with_a_lease_share_one_load() throws Exception {
    AtomicInteger loads = new AtomicInteger();
    int objects = 4;
    int each = 8;
    ExecutorService threads = Executors.newFixedThreadPool(objects * each);
    List<CompletableFuture<String>> all = new ArrayList<>();
    try {
      for (int i = 0; i < objects; i++) {
        ExternalCache<String> cache =
            opened(configured(Codec.utf8(), namespace).lease(Duration.ofSeconds(20)));
        for (int j = 0; j < each; j++) {
          all.add(
              CompletableFuture.supplyAsync(
                  () -> cache.get("k", key -> "" + loads.incrementAndGet(), MINUTE), threads));
        }
      }
      for (CompletableFuture<String> one : all) {
        assertThat(one.get()).isEqualTo("1");
      }
    } finally {
      threads.shutdown();
    }
    assertThat(loads).hasValue(1);
  }

  @Test
  void throws_what_a_loader_throws_and_keeps_nothing() {
    ExternalCache<String> cache = cache();
    assertThatIllegalStateException()
        .isThrownBy(() -> cache.get("k", LoadingContract::fail, MINUTE))
        .withMessage("no k");
    assertThat(cache.get("k")).isEqualTo(new Lookup.Miss<>());
    assertThat(cache.stats().loadFailures()).isEqualTo(1);
    assertThatNullPointerException()
        .isThrownBy(() -> cache.get("k", key -> null, MINUTE))
        .withMessageContaining("null");
  }

  private static String fail(String key) {
    throw new IllegalStateException("no " + key);
  }

  @Test
  void serves_an_expired_value_when_its_loader_fails_if_told_so() {
    ExternalCache<String> cache =
        opened(configured(Codec.utf8(), namespace).staleOnError(Duration.ofMinutes(1)));
    cache.put("k", "old", Ttl.of(Duration.ofMillis(100)));
    Await.until(() -> cache.get("k") instanceof Lookup.Miss);
    assertThat(cache.get("k", LoadingContract::fail, MINUTE)).isEqualTo("old");
    assertThat(cache.stats().staleServed()).isEqualTo(1);
    assertThat(cache.putIfAbsent("k", "new", MINUTE)).isEqualTo(Outcome.APPLIED);
    assertThat(cache.get("k", LoadingContract::fail, MINUTE)).isEqualTo("new");
  }

  @Test
  void refreshes_early_a_value_that_takes_long_to_load() {
    ExternalCache<String> cache = opened(configured(Codec.utf8(), namespace).earlyRefresh(1e9));
    AtomicInteger loads = new AtomicInteger();
    for (int i = 1; i <= 3; i++) {
      // With so large a beta every hit is due: each call loads anew although the value is fresh.
      assertThat(cache.get("k", key -> slowly(loads), MINUTE)).isEqualTo("" + i);
    }
    assertThat(cache.stats().earlyRefreshes()).isEqualTo(2);
  }

  private static String slowly(AtomicInteger loads) {
    long end = System.nanoTime() + 2_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return "" + loads.incrementAndGet();
  }
}

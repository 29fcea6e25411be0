package dev.plimsoll.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Conditional writes, removal and ends. */
public abstract class WritesContract extends ValuesContract {

  @Test
  void forgets_an_invalidated_key() {
    ExternalCache<String> cache = cache();
    cache.put("k", "v", MINUTE);
    assertThat(cache.invalidate("k")).isEqualTo(Outcome.APPLIED);
    assertThat(cache.get("k")).isEqualTo(new Lookup.Miss<>());
    assertThat(cache.invalidate("k")).isEqualTo(Outcome.DECLINED);
  }

  @Test
  void puts_if_absent_once() {
    ExternalCache<String> cache = cache();
    assertThat(cache.putIfAbsent("k", "first", MINUTE)).isEqualTo(Outcome.APPLIED);
    assertThat(cache.putIfAbsent("k", "second", MINUTE)).isEqualTo(Outcome.DECLINED);
    assertThat(valueOf(cache.get("k"))).isEqualTo("first");
  }

  @Test
  void replaces_only_the_version_that_was_seen() {
    ExternalCache<String> cache = cache();
    cache.put("k", "one", MINUTE);
    long version = versionOf(cache.get("k"));
    assertThat(cache.compareAndSet("k", version, "two", MINUTE)).isEqualTo(Outcome.APPLIED);
    assertThat(cache.compareAndSet("k", version, "three", MINUTE)).isEqualTo(Outcome.DECLINED);
    assertThat(valueOf(cache.get("k"))).isEqualTo("two");
    assertThat(cache.compareAndSet("absent", version, "v", MINUTE)).isEqualTo(Outcome.DECLINED);
  }

  @Test
  void loses_no_update_when_many_threads_compare_and_set() throws Exception {
    ExternalCache<String> cache = cache();
    cache.put("n", "0", MINUTE);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<CompletableFuture<Void>> all =
          IntStream.range(0, 4)
              .mapToObj(i -> CompletableFuture.runAsync(() -> increment(cache, 25), threads))
              .toList();
      for (CompletableFuture<Void> one : all) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(valueOf(cache.get("n"))).isEqualTo("100");
  }

  private static void increment(ExternalCache<String> cache, int times) {
    for (int done = 0; done < times; ) {
      Lookup<String> seen = cache.get("n");
      String next = "" + (Integer.parseInt(valueOf(seen)) + 1);
      if (cache.compareAndSet("n", versionOf(seen), next, MINUTE) == Outcome.APPLIED) {
        done++;
      }
    }
  }

  @Test
  void makes_the_whole_namespace_a_miss_for_every_cache_object() {
    ExternalCache<String> here = cache();
    ExternalCache<String> there = cache();
    List<String> keys = IntStream.range(0, 50).mapToObj(i -> "k" + i).toList();
    keys.forEach(key -> here.put(key, "old", MINUTE));
    assertThat(there.getAll(keys).values()).allMatch(Lookup::isHit);
    assertThat(here.invalidateNamespace()).isEqualTo(Outcome.APPLIED);
    assertThat(there.getAll(keys).values()).noneMatch(Lookup::isHit);
    assertThat(here.get("k7")).isEqualTo(new Lookup.Miss<>());
    // The other object still remembers the old generation when it writes.
    there.put("k7", "new", MINUTE);
    assertThat(valueOf(here.get("k7"))).isEqualTo("new");
    assertThat(there.putIfAbsent("k8", "newer", MINUTE)).isEqualTo(Outcome.APPLIED);
    assertThat(valueOf(here.get("k8"))).isEqualTo("newer");
    assertThat(here.stats().rejected()).isZero();
  }

  @Test
  void does_not_touch_or_replace_an_entry_of_an_old_generation() {
    ExternalCache<String> cache = cache();
    cache.put("k", "v", MINUTE);
    long version = versionOf(cache.get("k"));
    cache.invalidateNamespace();
    assertThat(cache.touch("k", MINUTE)).isEqualTo(Outcome.DECLINED);
    assertThat(cache.compareAndSet("k", version, "w", MINUTE)).isEqualTo(Outcome.DECLINED);
  }

  @Test
  void forgets_an_entry_at_the_end_of_its_time() {
    ExternalCache<String> cache = cache();
    cache.put("k", "v", Ttl.of(Duration.ofMillis(300)));
    Await.until(() -> cache.get("k") instanceof Lookup.Miss);
    assertThat(cache.putIfAbsent("k", "w", MINUTE)).isEqualTo(Outcome.APPLIED);
  }

  @Test
  void touches_an_entry_to_a_new_end_and_leaves_its_version() {
    ExternalCache<String> cache = cache();
    cache.put("long", "v", Ttl.of(Duration.ofSeconds(2)));
    cache.put("short", "v", MINUTE);
    long version = versionOf(cache.get("long"));
    assertThat(cache.touch("long", MINUTE)).isEqualTo(Outcome.APPLIED);
    assertThat(cache.touch("short", Ttl.of(Duration.ofMillis(300)))).isEqualTo(Outcome.APPLIED);
    assertThat(cache.touch("absent", MINUTE)).isEqualTo(Outcome.DECLINED);
    Await.until(() -> cache.get("short") instanceof Lookup.Miss);
    assertThat(versionOf(cache.get("long"))).isEqualTo(version);
    long end = System.nanoTime() + Duration.ofMillis(2500).toNanos();
    Await.until(() -> System.nanoTime() > end);
    assertThat(cache.get("long").isHit()).isTrue();
  }

  @Test
  void keeps_an_unbounded_entry_and_one_of_two_months() {
    ExternalCache<String> cache = cache();
    cache.put("for ever", "v", Ttl.unbounded("a constant of the test"));
    cache.put("two months", "v", Ttl.of(Duration.ofDays(60)));
    assertThat(cache.get("for ever").isHit()).isTrue();
    assertThat(cache.get("two months").isHit()).isTrue();
    assertThat(cache.touch("for ever", MINUTE)).isEqualTo(Outcome.APPLIED);
    assertThat(cache.touch("two months", Ttl.unbounded("test"))).isEqualTo(Outcome.APPLIED);
    assertThat(cache.get("for ever").isHit()).isTrue();
    assertThat(cache.get("two months").isHit()).isTrue();
  }
}

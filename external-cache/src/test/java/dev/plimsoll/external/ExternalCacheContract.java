package dev.plimsoll.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.plimsoll.external.internal.Envelope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every adapter does alike, on a real server. */
public abstract class ExternalCacheContract {

  /** Long enough that a loaded machine's pauses do not end a call. */
  protected static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Ttl MINUTE = Ttl.of(Duration.ofMinutes(1));
  private static final int LIMIT = 100_000;

  private final String namespace = "t-" + UUID.randomUUID();
  private final List<ExternalCache<?>> opened = new ArrayList<>();

  /** Begins a cache on the server under test, with codec and all but the common options. */
  protected abstract <V> ExternalCacheBuilder<V, ?> connect(Codec<V> codec);

  /** Puts raw bytes where the server keeps the entry for a key. */
  protected abstract void overwrite(String namespace, String key, byte[] bytes);

  /** Reads the raw bytes that the server keeps for a key. */
  protected abstract byte[] raw(String namespace, String key);

  @AfterEach
  void close() {
    opened.forEach(ExternalCache::close);
  }

  private <V> ExternalCache<V> cache(Codec<V> codec) {
    return opened(configured(codec, namespace));
  }

  private ExternalCache<String> cache() {
    return cache(Codec.utf8());
  }

  private <V> ExternalCacheBuilder<V, ?> configured(Codec<V> codec, String name) {
    return connect(codec).namespace(name).deadline(PATIENCE).maxValueBytes(LIMIT);
  }

  private <V> ExternalCache<V> opened(ExternalCacheBuilder<V, ?> builder) {
    ExternalCache<V> cache = builder.build();
    opened.add(cache);
    return cache;
  }

  private static <V> V valueOf(Lookup<V> lookup) {
    return lookup.toOptional().orElseThrow(() -> new AssertionError("no hit: " + lookup));
  }

  private static long versionOf(Lookup<?> lookup) {
    assertThat(lookup).isInstanceOf(Lookup.Hit.class);
    return ((Lookup.Hit<?>) lookup).version();
  }

  @Test
  void answers_a_miss_for_a_key_that_was_never_put() {
    assertThat(cache().get("nobody")).isEqualTo(new Lookup.Miss<>());
  }

  @Test
  void answers_what_was_put() {
    ExternalCache<String> cache = cache();
    assertThat(cache.put("k", "grün", MINUTE)).isEqualTo(Outcome.APPLIED);
    assertThat(valueOf(cache.get("k"))).isEqualTo("grün");
  }

  @Test
  void takes_any_string_as_a_key() {
    ExternalCache<String> cache = cache();
    List<String> keys =
        List.of(
            "", " ", "a b", "line\r\nset x 0 0 1", "\u0000", "naïve", "k".repeat(5_000), "{a}b");
    keys.forEach(key -> assertThat(cache.put(key, "v" + key, MINUTE)).isEqualTo(Outcome.APPLIED));
    keys.forEach(key -> assertThat(valueOf(cache.get(key))).isEqualTo("v" + key));
    assertThat(cache.getAll(keys).values()).allMatch(Lookup::isHit);
  }

  @Test
  void keeps_bytes_as_they_are_and_hands_out_copies() {
    ExternalCache<byte[]> cache = cache(Codec.bytes());
    byte[] bytes = new byte[LIMIT];
    new Random(7).nextBytes(bytes);
    cache.put("k", bytes, MINUTE);
    byte[] first = valueOf(cache.get("k"));
    first[0]++;
    assertThat(valueOf(cache.get("k"))).isEqualTo(bytes);
  }

  @Test
  void keeps_an_empty_value_apart_from_a_miss() {
    ExternalCache<String> cache = cache();
    cache.put("k", "", MINUTE);
    assertThat(valueOf(cache.get("k"))).isEmpty();
  }

  @Test
  void keeps_namespaces_apart() {
    ExternalCache<String> other = opened(configured(Codec.utf8(), namespace + "x"));
    cache().put("k", "mine", MINUTE);
    assertThat(other.get("k")).isEqualTo(new Lookup.Miss<>());
  }

  @Test
  void shows_one_cache_objects_writes_to_another() {
    cache().put("k", "v", MINUTE);
    assertThat(valueOf(cache().get("k"))).isEqualTo("v");
  }

  @Test
  void answers_many_keys_at_once_in_their_order() {
    ExternalCache<String> cache = cache();
    List<String> keys = IntStream.range(0, 100).mapToObj(i -> "k" + i).toList();
    keys.forEach(key -> cache.put(key, "v" + key, MINUTE));
    cache.invalidate("k50");
    Map<String, Lookup<String>> answers = cache.getAll(keys);
    assertThat(answers.keySet()).containsExactlyElementsOf(keys);
    assertThat(answers.get("k50")).isEqualTo(new Lookup.Miss<>());
    assertThat(answers.values().stream().filter(Lookup::isHit)).hasSize(99);
    assertThat(valueOf(answers.get("k99"))).isEqualTo("vk99");
  }

  @Test
  void answers_no_keys_with_nothing() {
    assertThat(cache().getAll(List.of())).isEmpty();
  }

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

  @Test
  void refuses_a_value_over_the_limit_before_anything_is_sent() {
    ExternalCache<byte[]> cache = cache(Codec.bytes());
    assertThatExceptionOfType(ValueTooLargeException.class)
        .isThrownBy(() -> cache.put("k", new byte[LIMIT + 1], MINUTE))
        .withMessageContaining("100001")
        .withMessageContaining("maxValueBytes(100000)");
    assertThat(cache.get("k")).isEqualTo(new Lookup.Miss<>());
    assertThat(cache.stats().oversized()).isEqualTo(1);
  }

  @Test
  void hands_out_a_loaded_value_over_the_limit_without_keeping_it() {
    ExternalCache<byte[]> cache = cache(Codec.bytes());
    assertThat(cache.get("k", key -> new byte[LIMIT + 1], MINUTE)).hasSize(LIMIT + 1);
    assertThat(cache.get("k")).isEqualTo(new Lookup.Miss<>());
  }

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
        .isThrownBy(() -> cache.get("k", ExternalCacheContract::fail, MINUTE))
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
    assertThat(cache.get("k", ExternalCacheContract::fail, MINUTE)).isEqualTo("old");
    assertThat(cache.stats().staleServed()).isEqualTo(1);
    assertThat(cache.putIfAbsent("k", "new", MINUTE)).isEqualTo(Outcome.APPLIED);
    assertThat(cache.get("k", ExternalCacheContract::fail, MINUTE)).isEqualTo("new");
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

  @Test
  void answers_a_counted_miss_for_whatever_is_not_its_own() {
    ExternalCache<String> cache = cache();
    cache.put("k", "value", MINUTE);
    cache.put("other", "theirs", MINUTE);
    byte[] sound = raw(namespace, "k");
    List<byte[]> foreign =
        List.of(
            new byte[0],
            "plain text".getBytes(StandardCharsets.UTF_8),
            new byte[200],
            raw(namespace, "other"),
            Arrays.copyOf(sound, sound.length - 1),
            Arrays.copyOf(sound, Envelope.HEADER));
    for (byte[] bytes : foreign) {
      overwrite(namespace, "k", bytes);
      assertThat(cache.get("k")).isEqualTo(new Lookup.Miss<>());
    }
    assertThat(cache.stats().rejected()).isEqualTo(foreign.size());
  }

  @Test
  void answers_a_miss_for_bytes_of_another_codec() {
    cache(Codec.bytes()).put("k", new byte[] {1, 2}, MINUTE);
    ExternalCache<String> strings = cache();
    assertThat(strings.get("k")).isEqualTo(new Lookup.Miss<>());
    assertThat(strings.stats().rejected()).isEqualTo(1);
  }

  @Test
  void tells_that_every_node_is_up() {
    ExternalCache<String> cache = cache();
    cache.put("k", "v", MINUTE);
    assertThat(cache.health())
        .isNotEmpty()
        .allMatch(node -> node.state() == NodeHealth.State.UP && node.inFlight() == 0);
  }

  @Test
  void counts_hits_misses_and_writes() {
    ExternalCache<String> cache = cache();
    cache.get("k");
    cache.put("k", "v", MINUTE);
    cache.get("k");
    cache.getAll(List.of("k", "l"));
    ExternalCacheStats stats = cache.stats();
    assertThat(stats.hits()).isEqualTo(2);
    assertThat(stats.misses()).isEqualTo(2);
    assertThat(stats.writes()).isEqualTo(1);
    assertThat(stats.hitRate()).isEqualTo(0.5);
    assertThat(stats.unavailable()).isZero();
  }

  @Test
  void refuses_to_be_used_after_it_was_closed() {
    ExternalCache<String> cache = cache();
    cache.close();
    cache.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> cache.get("k"))
        .withMessageContaining("closed");
  }
}

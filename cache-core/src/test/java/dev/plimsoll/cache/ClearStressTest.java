package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was put, or had begun to load, before a clear is gone after it, whoever else writes. */
@Tag("concurrency")
@Timeout(120)
class ClearStressTest {

  private static final int CLEARS = 8_000;
  private static final int KEYS = 50;
  private static final int PUTTER = 0;
  private static final int REPLACER = 1;
  private static final int LOADER = 2;

  private final Accounts accounts = new Accounts();
  private final AtomicBoolean writing = new AtomicBoolean(true);

  /** For each writer the last number that a clear must take with it. */
  private final AtomicIntegerArray before = new AtomicIntegerArray(3);

  @Test
  void of_a_limitable_map() throws Exception {
    LimitableMap<Integer, Integer> map =
        LimitableMap.<Integer, Integer>builder().limit(100).retention(accounts).build();
    check(map, map::clear);
  }

  @Test
  void of_a_limitable_map_without_any_option() throws Exception {
    LimitableMap<Integer, Integer> map = new LimitableMap<>(100);
    check(map, map::clear);
  }

  @Test
  void of_all_caches_of_an_owner() throws Exception {
    ModuleCache<Integer, Integer> cache =
        ModuleCache.<Integer, Integer>builder(ClearStressTest.class, "stress")
            .limit(100)
            .retention(accounts)
            .build();
    check(cache.asMap(), () -> CacheRegistry.clearAll(ClearStressTest.class));
    cache.unregister();
  }

  private void check(ConcurrentMap<Integer, Integer> map, Runnable clear) throws Exception {
    List<Thread> writers =
        List.of(
            new Thread(() -> write(map, PUTTER, KEYS)),
            new Thread(() -> write(map, REPLACER, 1)),
            new Thread(() -> load(map)));
    writers.forEach(Thread::start);
    while (before.get(PUTTER) == 0 || before.get(REPLACER) == 0 || before.get(LOADER) == 0) {
      Thread.onSpinWait();
    }
    List<String> stale = new ArrayList<>();
    for (int i = 0; i < CLEARS && stale.isEmpty(); i++) {
      List<Integer> gone = List.of(before.get(PUTTER), before.get(REPLACER), before.get(LOADER));
      clear.run();
      for (Map.Entry<Integer, Integer> entry : map.entrySet()) {
        int writer = entry.getKey() / KEYS;
        if (entry.getValue() <= gone.get(writer)) {
          stale.add("writer " + writer + ": " + entry.getValue() + ", cleared to " + gone);
        }
      }
    }
    writing.set(false);
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(stale).isEmpty();
    clear.run();
    assertThat(map).isEmpty();
    assertThat(accounts.held).isEmpty();
    assertThat(accounts.faults).isEmpty();
  }

  private void write(ConcurrentMap<Integer, Integer> map, int writer, int keys) {
    for (int number = 1; writing.get(); number++) {
      map.put(writer * KEYS + number % keys, number);
      before.set(writer, number);
    }
  }

  private void load(ConcurrentMap<Integer, Integer> map) {
    for (int number = 1; writing.get(); number++) {
      int loaded = number;
      map.computeIfAbsent(
          LOADER * KEYS + number % KEYS,
          key -> {
            before.set(LOADER, loaded);
            Thread.onSpinWait();
            return loaded;
          });
    }
  }
}

package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RemovalListenerTest {

  private final List<String> heard = new ArrayList<>();

  @Test
  void hears_each_cause_once() {
    LimitableMap<String, Integer> map =
        LimitableMap.<String, Integer>builder()
            .limit(3)
            .removalListener((key, value, cause) -> heard.add(key + value + cause))
            .build();
    map.put("a", 1);
    map.put("a", 2);
    map.put("b", 3);
    map.put("c", 4);
    map.put("d", 5);
    map.remove("b");
    map.put("e", 6);
    map.resize(2);
    map.clear();
    assertThat(heard)
        .containsExactly(
            "a1REPLACED", "a2EVICTED", "b3REMOVED", "c4RESIZED", "d5CLEARED", "e6CLEARED");
  }

  @Test
  void may_call_back_into_the_map() {
    List<LimitableMap<Integer, Integer>> self = new ArrayList<>();
    LimitableMap<Integer, Integer> map =
        LimitableMap.<Integer, Integer>builder()
            .limit(2)
            .removalListener((key, value, cause) -> self.get(0).putIfAbsent(100, value))
            .build();
    self.add(map);
    map.put(1, 1);
    map.put(2, 2);
    map.remove(1);
    assertThat(map).containsOnlyKeys(2, 100);
  }

  @Test
  void one_that_throws_is_logged_and_costs_nobody_else() {
    Accounts accounts = new Accounts();
    LimitableMap<Integer, Integer> map =
        LimitableMap.<Integer, Integer>builder()
            .limit(1)
            .name("noisy")
            .retention(accounts)
            .removalListener(
                (key, value, cause) -> {
                  throw new IllegalStateException("on purpose");
                })
            .build();
    List<LogRecord> logged = new ArrayList<>();
    Logger logger = Logger.getLogger(Announcer.class.getName());
    Handler handler = new Keeping(logged);
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      map.put(1, 1);
      map.put(2, 2);
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    assertThat(map).containsOnlyKeys(2);
    assertThat(accounts.held).hasSize(1);
    assertThat(logged).hasSize(1);
    assertThat(logged.get(0).getMessage()).contains("removal listener", "noisy");
    assertThat(logged.get(0).getThrown()).hasMessage("on purpose");
  }

  private static final class Keeping extends Handler {
    private final List<LogRecord> kept;

    Keeping(List<LogRecord> kept) {
      this.kept = kept;
    }

    @Override
    public void publish(LogRecord record) {
      kept.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void runs_under_no_lock() {
    List<LimitableMap<Integer, Integer>> self = new ArrayList<>();
    LimitableMap<Integer, Integer> map =
        LimitableMap.<Integer, Integer>builder()
            .limit(1)
            .removalListener(
                (key, value, cause) -> {
                  if (key == 1) {
                    CompletableFuture.runAsync(() -> self.get(0).put(3, value)).join();
                  }
                })
            .build();
    self.add(map);
    map.put(1, 1);
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> map.put(2, 2));
    assertThat(map).containsOnlyKeys(3);
  }

  @Test
  @Tag("concurrency")
  void hears_of_every_value_exactly_once_under_a_race() throws InterruptedException {
    Map<Long, Long> left = new ConcurrentHashMap<>();
    AtomicLong lastValue = new AtomicLong();
    LimitableMap<Integer, Long> map =
        LimitableMap.<Integer, Long>builder()
            .limit(20)
            .removalListener((key, value, cause) -> left.merge(value, 1L, Long::sum))
            .build();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      SplittableRandom random = new SplittableRandom(i);
      threads.add(new Thread(() -> write(map, lastValue, random)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    map.clear();
    assertThat(left.values()).containsOnly(1L);
    assertThat(left).hasSize((int) lastValue.get());
  }

  private static void write(
      LimitableMap<Integer, Long> map, AtomicLong lastValue, SplittableRandom random) {
    for (int i = 0; i < 60_000; i++) {
      int key = random.nextInt(40);
      if (random.nextInt(4) == 0) {
        map.remove(key);
      } else if (random.nextInt(5000) == 0) {
        map.clear();
      } else {
        map.put(key, lastValue.incrementAndGet());
      }
    }
  }
}

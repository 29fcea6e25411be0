package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Four threads write; an observer samples size and iterators. */
@Tag("concurrency")
class ObserverStressTest {

  private static final int WRITERS = 4;
  private static final int ROUNDS = 150_000;

  @ParameterizedTest
  @CsvSource({"1, 3", "7, 12", "64, 40", "64, 500", "1000, 1500"})
  void no_observer_ever_sees_more_than_the_limit_or_a_key_twice(int limit, int keys)
      throws InterruptedException {
    LimitableMap<Integer, Integer> map = new LimitableMap<>(limit);
    observe(map, limit, keys);
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "7, 12", "64, 500"})
  void nor_in_a_map_with_every_option(int limit, int keys) throws InterruptedException {
    Accounts accounts = new Accounts();
    LimitableMap<Integer, Integer> map =
        LimitableMap.<Integer, Integer>builder()
            .limit(limit)
            .footprint(value -> 1 + value % 7)
            .maxBytes(4L * limit + 8)
            .secondChance()
            .retention(accounts)
            .build();
    observe(map, limit, keys);
    assertThat(accounts.faults).isEmpty();
    assertThat(accounts.held).hasSize(map.size());
    assertThat(accounts.heldBytes()).isEqualTo(map.bytes());
  }

  private static void observe(LimitableMap<Integer, Integer> map, int limit, int keys)
      throws InterruptedException {
    Queue<String> faults = new ConcurrentLinkedQueue<>();
    AtomicBoolean writing = new AtomicBoolean(true);
    Thread observer = new Thread(() -> watch(map, limit, writing, faults), "observer");
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      long seed = i;
      writers.add(new Thread(() -> write(map, keys, new SplittableRandom(seed)), "writer-" + i));
    }
    observer.start();
    writers.forEach(Thread::start);
    for (Thread writer : writers) {
      writer.join();
    }
    writing.set(false);
    observer.join();
    assertThat(faults).isEmpty();
    assertThat(new ArrayList<>(map.keySet())).hasSize(map.size()).doesNotHaveDuplicates();
    map.keySet().forEach(key -> assertThat(map).containsKey(key));
  }

  private static void write(LimitableMap<Integer, Integer> map, int keys, SplittableRandom random) {
    for (int round = 0; round < ROUNDS; round++) {
      int key = random.nextInt(keys);
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> map.put(key, round);
        case 3 -> map.remove(key);
        case 4 -> map.putIfAbsent(key, round);
        case 5 -> map.computeIfAbsent(key, absent -> absent);
        case 6 -> map.merge(key, 1, Integer::sum);
        default -> {
          if (random.nextInt(2000) == 0) {
            map.clear();
          } else if (random.nextInt(100) == 0) {
            map.evict(2);
          } else {
            map.get(key);
          }
        }
      }
    }
  }

  private static void watch(
      LimitableMap<Integer, Integer> map, int limit, AtomicBoolean writing, Queue<String> faults) {
    Set<Integer> seen = new HashSet<>();
    while (writing.get() && faults.size() < 10) {
      int size = map.size();
      if (size < 0 || size > limit) {
        faults.add("size " + size + " over limit " + limit);
      }
      seen.clear();
      int count = 0;
      for (Iterator<Integer> keys = map.keySet().iterator(); keys.hasNext(); count++) {
        Integer key = keys.next();
        if (!seen.add(key)) {
          faults.add("key " + key + " twice");
        }
      }
      if (count > limit) {
        faults.add(count + " entries in one iteration over limit " + limit);
      }
    }
  }
}

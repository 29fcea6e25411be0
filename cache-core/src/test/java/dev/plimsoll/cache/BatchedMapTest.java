package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.BatchedRetention;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionBudget;
import dev.plimsoll.retention.RetentionListener;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A map that writes a journal under its own lock. {@link ModelTest} has each operation. */
@Timeout(120)
class BatchedMapTest {

  private static final int MANY = 100_000;

  private final Accounts accounts = new Accounts();
  private final BatchedRetention batched = BatchedRetention.over(accounts);

  private LimitableMap<Integer, Integer> map(int limit) {
    return LimitableMap.<Integer, Integer>builder()
        .limit(limit)
        .footprint(value -> 16)
        .retention(batched)
        .build();
  }

  @Test
  void reports_what_is_evicted_by_the_hundred_thousand_and_cleared() {
    LimitableMap<Integer, Integer> map = map(MANY);
    fill(map);
    assertThat(map.evict(MANY / 2)).isEqualTo(MANY / 2);
    batched.flush();
    assertThat(accounts.held).hasSize(MANY / 2);
    assertThat(accounts.releases).containsOnly(ReleaseCause.EVICTED);
    accounts.releases.clear();

    map.clear();
    batched.flush();
    assertThat(accounts.held).isEmpty();
    assertThat(accounts.releases).hasSize(MANY / 2).containsOnly(ReleaseCause.CLEARED);
    assertThat(accounts.faults).isEmpty();
  }

  private static void fill(LimitableMap<Integer, Integer> map) {
    for (int i = 0; i < MANY; i++) {
      map.put(i, i);
    }
  }

  @Test
  void reports_at_once_after_the_listener_was_closed() {
    LimitableMap<Integer, Integer> map = map(2);
    map.put(1, 1);
    batched.close();
    assertThat(accounts.held).hasSize(1);
    map.put(2, 2);
    assertThat(accounts.held).hasSize(2);
    map.put(3, 3);
    assertThat(accounts.held).hasSize(2);
    map.clear();
    assertThat(accounts.held).isEmpty();
  }

  @Test
  void an_entry_that_did_not_get_in_is_not_reported() {
    LimitableMap<Integer, Integer> map = map(2);
    assertThat(
            map.computeIfAbsent(
                1,
                key -> {
                  map.clear();
                  return 1;
                }))
        .isEqualTo(1);
    batched.flush();
    assertThat(map).isEmpty();
    assertThat(accounts.held).isEmpty();
    assertThat(accounts.releases).isEmpty();
  }

  @Test
  void a_listener_may_put_into_the_map_whose_events_it_hears() {
    List<LimitableMap<Integer, Integer>> self = new ArrayList<>();
    BatchedRetention chatty =
        BatchedRetention.over(
            onRetained(
                id -> {
                  if (id <= 5) {
                    self.get(0).put(-(int) id, 0);
                  }
                }));
    LimitableMap<Integer, Integer> map =
        LimitableMap.<Integer, Integer>builder().limit(100).retention(chatty).build();
    self.add(map);
    map.put(1, 1);
    map.put(2, 2);
    chatty.close();
    assertThat(map).containsOnlyKeys(1, 2, -1, -2, -3, -4, -5);
  }

  @Test
  void a_listener_that_throws_costs_the_map_nothing() {
    BatchedRetention broken =
        BatchedRetention.over(
            onRetained(
                id -> {
                  throw new IllegalStateException("on purpose");
                }));
    LimitableMap<Integer, Integer> map =
        LimitableMap.<Integer, Integer>builder().limit(10).retention(broken).build();
    for (int i = 0; i < 5_000; i++) {
      map.put(i, i);
    }
    broken.close();
    assertThat(map).hasSize(10);
  }

  private static RetentionListener onRetained(LongConsumer action) {
    return new RetentionListener() {
      @Override
      public void retained(Owner owner, long id, long bytes) {
        action.accept(id);
      }

      @Override
      public void released(Owner owner, long id, long bytes, ReleaseCause cause) {}
    };
  }

  @Test
  void nothing_is_lost_of_a_map_that_is_collected() {
    WeakReference<Object> gone = mapThatIsGone();
    while (!gone.refersTo(null)) {
      System.gc();
      LockSupport.parkNanos(1_000_000);
    }
    batched.flush();
    assertThat(accounts.held).hasSize(3);
    assertThat(accounts.releases).hasSize(2);
  }

  private WeakReference<Object> mapThatIsGone() {
    LimitableMap<Integer, Integer> map = map(3);
    for (int i = 0; i < 5; i++) {
      map.put(i, i);
    }
    return new WeakReference<>(map);
  }

  @Test
  @Tag("concurrency")
  void each_entry_is_retained_before_it_is_released_under_a_race_with_a_flusher() throws Exception {
    RetentionBudget budget = RetentionBudget.ofBytes(1_000);
    LimitableMap<Integer, Integer> map =
        LimitableMap.<Integer, Integer>builder()
            .limit(50)
            .footprint(value -> 1 + value % 30)
            .retention(batched)
            .budget(budget, 1)
            .build();
    AtomicBoolean writing = new AtomicBoolean(true);
    Thread flusher =
        new Thread(
            () -> {
              while (writing.get()) {
                batched.flush();
              }
            });
    flusher.start();
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      SplittableRandom random = new SplittableRandom(i);
      writers.add(new Thread(() -> write(map, random)));
    }
    writers.forEach(Thread::start);
    for (Thread writer : writers) {
      writer.join();
    }
    writing.set(false);
    flusher.join();
    batched.flush();
    assertThat(accounts.faults).isEmpty();
    assertThat(accounts.held).hasSize(map.size());
    assertThat(accounts.heldBytes()).isEqualTo(map.bytes()).isEqualTo(budget.usedBytes());
  }

  private static void write(LimitableMap<Integer, Integer> map, SplittableRandom random) {
    for (int i = 0; i < 60_000; i++) {
      int key = random.nextInt(100);
      int what = random.nextInt(1_000);
      if (what < 200) {
        map.remove(key);
      } else if (what == 200) {
        map.clear();
      } else if (what == 201) {
        map.resize(20 + random.nextInt(40));
      } else if (what == 202) {
        map.evict(10);
      } else {
        map.put(key, i);
      }
    }
  }
}

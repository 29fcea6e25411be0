package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What prototypes of {@link LimitableMap} did wrong. Three more of their faults are held by {@link
 * LimitableMapTest} (a stale slot that evicts a fresh key), {@link LettingGoTest} (tombstones
 * behind a live head) and {@link ObserverStressTest} (one entry over the limit for a moment).
 */
@Timeout(60)
class PrototypeFaultsTest {

  @Test
  void a_function_of_compute_may_put_so_much_that_its_own_key_is_evicted() {
    LimitableMap<Integer, Integer> map = new LimitableMap<>(4);
    IntStream.range(0, 4).forEach(key -> map.put(key, key));
    AtomicInteger runs = new AtomicInteger();
    Integer computed =
        map.compute(
            0,
            (key, old) -> {
              if (runs.incrementAndGet() == 1) {
                IntStream.range(10, 20).forEach(other -> map.put(other, other));
              }
              return old == null ? -1 : old + 100;
            });
    // The entry that was read had left before it could be replaced, so the function ran again.
    assertThat(computed).isEqualTo(-1);
    assertThat(map.keySet()).containsExactly(17, 18, 19, 0);
  }

  @Test
  @Tag("concurrency")
  void no_replacement_is_lost_while_the_table_grows() throws InterruptedException {
    for (int round = 0; round < 20; round++) {
      LimitableMap<Integer, Integer> map = new LimitableMap<>(1 << 20);
      int counted = 11;
      IntStream.range(0, counted).forEach(i -> map.put(leavingTheFirstBin(i), 0));
      int increments = 40_000;
      Thread growing =
          new Thread(() -> IntStream.range(1, 40_000).forEach(key -> map.put(-key, key)));
      Thread replacing =
          new Thread(
              () ->
                  IntStream.range(0, increments)
                      .forEach(i -> map.merge(leavingTheFirstBin(i % counted), 1, Integer::sum)));
      growing.start();
      replacing.start();
      growing.join();
      replacing.join();
      int sum = IntStream.range(0, counted).map(i -> map.get(leavingTheFirstBin(i))).sum();
      assertThat(sum).isEqualTo(increments);
    }
  }

  /** All begin in one chain of 16 bins, and each doubling of the table takes one of them out. */
  private static int leavingTheFirstBin(int i) {
    return i == 0 ? 0 : 8 << i;
  }

  @Test
  void a_replacement_takes_no_lock_and_neither_does_a_read() throws InterruptedException {
    LimitableMap<Object, Integer> map = new LimitableMap<>(10);
    HeldUpKey present = new HeldUpKey();
    map.put(present, 1);
    map.put("replaced", 1);
    Thread holder = new Thread(() -> map.remove(new HeldUpKey()));
    holder.start();
    // Removal looks for its key once more under the lock, and stands still there.
    present.askedUnderLock.await();
    try {
      assertTimeoutPreemptively(Duration.ofSeconds(30), () -> replaceAndRead(map));
    } finally {
      present.mayAnswer.countDown();
    }
    holder.join();
    assertThat(map).containsOnlyKeys("replaced");
  }

  private static void replaceAndRead(LimitableMap<Object, Integer> map) {
    assertThat(map.put("replaced", 2)).isEqualTo(1);
    assertThat(map.replace("replaced", 2, 3)).isTrue();
    assertThat(map.merge("replaced", 1, Integer::sum)).isEqualTo(4);
    assertThat(map.get("replaced")).isEqualTo(4);
    assertThat(map.size()).isEqualTo(2);
    assertThat(map.containsKey("absent")).isFalse();
    assertThat(map.containsValue(4)).isTrue();
    assertThat(map.values()).containsExactly(1, 4);
    assertThat(map.oldest().map(Map.Entry::getValue)).contains(1);
  }

  /** Equal to others of its class; the one in the map answers slowly when it is asked again. */
  private static final class HeldUpKey {

    private final CountDownLatch askedUnderLock = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public int hashCode() {
      return 7;
    }

    @Override
    public boolean equals(Object other) {
      if (!(other instanceof HeldUpKey inMap)) {
        return false;
      }
      if (inMap.asked.incrementAndGet() == 2) {
        inMap.askedUnderLock.countDown();
        await(inMap.mayAnswer);
      }
      return true;
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}

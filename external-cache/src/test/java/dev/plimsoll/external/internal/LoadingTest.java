package dev.plimsoll.external.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.external.Await;
import dev.plimsoll.external.Codec;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.UnavailableException.Reason;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.RetentionListener;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadingTest {

  private static final Ttl MINUTE = Ttl.of(Duration.ofMinutes(1));

  /** On two processors the common pool of a JDK 25 has one thread, and one who blocks it, all. */
  private static final Executor OWN_THREAD = task -> new Thread(task).start();

  private static RemoteCache<String> cacheOn(Store store) {
    return cacheOn(store, Duration.ofMillis(100), Duration.ZERO);
  }

  /** With more time than a machine stands still: what is tried is not that it runs out. */
  private static RemoteCache<String> leasedOn(Store store) {
    return cacheOn(store, Duration.ofMillis(500), Duration.ofHours(1));
  }

  private static RemoteCache<String> cacheOn(Store store, Duration deadline, Duration lease) {
    return new RemoteCache<>(
        new CacheOptions<>(
            "n",
            Codec.utf8(),
            100,
            deadline,
            64,
            lease,
            0,
            Duration.ZERO,
            Owner.named("n in flight"),
            RetentionListener.none(),
            () -> 1_000_000),
        store);
  }

  /** Misses at once, then hangs in the first thread's second look; is away for all other calls. */
  private static final class HangingStore extends BlockingStore {

    private final AtomicInteger fetches = new AtomicInteger();

    @Override
    public Fetched fetch(String key, boolean withRemaining, Deadline deadline) {
      return switch (fetches.incrementAndGet()) {
        case 1 -> new Fetched(null, 1L, Fetched.NOT_ASKED);
        case 2 -> super.fetch(key, withRemaining, deadline);
        default -> throw new UnavailableException(Reason.CONNECTION, "away");
      };
    }
  }

  @Test
  void waits_no_longer_than_its_own_deadline_for_another_threads_look_at_a_hung_server()
      throws Exception {
    HangingStore store = new HangingStore();
    AtomicInteger loads = new AtomicInteger();
    try (RemoteCache<String> cache = cacheOn(store)) {
      CompletableFuture<String> first =
          CompletableFuture.supplyAsync(
              () -> cache.get("k", key -> "load " + loads.incrementAndGet(), MINUTE), OWN_THREAD);
      Await.until(() -> store.waiting.get() == 1);
      CompletableFuture<String> second =
          CompletableFuture.supplyAsync(
              () -> cache.get("k", key -> "load " + loads.incrementAndGet(), MINUTE), OWN_THREAD);
      // The first thread is kept in its look until the second is back.
      assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo("load 1");
      assertThat(first).isNotDone();
      store.letGo.countDown();
      assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("load 1");
      assertThat(loads).hasValue(1);
    }
  }

  @Test
  void refuses_a_loader_that_asks_for_its_own_key() {
    BlockingStore store = new BlockingStore();
    store.letGo.countDown();
    try (RemoteCache<String> cache = cacheOn(store)) {
      assertThatThrownBy(() -> cache.get("k", key -> cache.get("k", again -> "v", MINUTE), MINUTE))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("asks for that key itself");
    }
  }

  /** Answers reads, and refuses whatever takes memory. */
  private static final class FullStore extends BlockingStore {

    private final AtomicInteger leases = new AtomicInteger();

    FullStore() {
      letGo.countDown();
    }

    @Override
    public boolean lease(String key, long token, long millis, Deadline deadline) {
      leases.incrementAndGet();
      throw new UnavailableException(Reason.REFUSED, "full");
    }
  }

  @Test
  void loads_at_once_when_a_server_that_answers_reads_refuses_the_lease() {
    FullStore store = new FullStore();
    try (RemoteCache<String> cache = leasedOn(store)) {
      assertThat(cache.get("k", key -> "loaded", MINUTE)).isEqualTo("loaded");
      assertThat(store.leases).hasValue(1);
    }
  }

  /** Another process holds the lease for a while, and dies. */
  private static final class LeasedStore extends BlockingStore {

    private static final int HELD_FOR = 3;
    private final AtomicInteger leases = new AtomicInteger();

    LeasedStore() {
      letGo.countDown();
    }

    @Override
    public boolean lease(String key, long token, long millis, Deadline deadline) {
      // Each answer takes more than half of what a call may take.
      Await.until(() -> deadline.remainingNanos() < TimeUnit.MILLISECONDS.toNanos(200));
      return leases.incrementAndGet() > HELD_FOR;
    }
  }

  @Test
  void takes_over_a_lease_after_more_answers_than_one_deadline_has_room_for() {
    LeasedStore store = new LeasedStore();
    try (RemoteCache<String> cache = leasedOn(store)) {
      assertThat(cache.get("k", key -> "loaded", MINUTE)).isEqualTo("loaded");
      assertThat(store.leases).hasValue(LeasedStore.HELD_FOR + 1);
    }
  }
}

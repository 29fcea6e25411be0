package dev.plimsoll.external.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.plimsoll.external.Await;
import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.NearCache;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.UnavailableException.Reason;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.RetentionListener;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Reading through a near cache: it and the cache below share one look and one deadline. */
class NearLoadingTest {

  private static final Ttl MINUTE = Ttl.of(Duration.ofMinutes(1));

  private final AtomicInteger looks = new AtomicInteger();

  private static NearCache<String> over(Store store, Duration deadline) {
    CacheOptions<String> options =
        new CacheOptions<>(
            "n",
            Codec.utf8(),
            100,
            deadline,
            64,
            Duration.ZERO,
            0,
            Duration.ZERO,
            Owner.named("n in flight"),
            RetentionListener.none(),
            () -> 1_000_000);
    return NearCache.over(new RemoteCache<>(options, store))
        .limit(10)
        .localTtl(Duration.ofHours(1))
        .recordStats()
        .build();
  }

  /** Answers nothing, for as long as a call may take. */
  private final class HungStore extends BlockingStore {
    @Override
    public Fetched fetch(String key, boolean withRemaining, Deadline deadline) {
      looks.incrementAndGet();
      Await.until(deadline::isOver);
      throw new UnavailableException(Reason.DEADLINE, "hung");
    }
  }

  @Test
  void asks_a_server_that_hangs_once_before_it_loads() {
    try (NearCache<String> near = over(new HungStore(), Duration.ofMillis(20))) {
      assertThat(near.get("k", key -> "loaded", MINUTE)).isEqualTo("loaded");
      assertThat(looks).hasValue(1);
      assertThat(near.stats().unavailable()).isEqualTo(1);
    }
  }

  /** Has nothing until something is written. */
  private static final class OneEntry extends BlockingStore {

    private volatile byte[] payload = {};

    OneEntry() {
      letGo.countDown();
    }

    @Override
    public Fetched fetch(String key, boolean withRemaining, Deadline deadline) {
      return new Fetched(payload.length == 0 ? null : payload, 1L, Fetched.NO_BOUND);
    }

    @Override
    public boolean put(
        String key, Draft draft, long ttlMillis, Condition condition, Deadline deadline) {
      payload = draft.seal(1);
      return true;
    }
  }

  @Test
  void counts_a_missing_key_once_and_keeps_a_copy_of_what_is_found_next() {
    AtomicInteger loads = new AtomicInteger();
    try (NearCache<String> near = over(new OneEntry(), Duration.ofSeconds(5))) {
      for (int i = 0; i < 3; i++) {
        assertThat(near.get("k", key -> "load " + loads.incrementAndGet(), MINUTE))
            .isEqualTo("load 1");
      }
      assertThat(near.stats().misses()).isEqualTo(1);
      assertThat(near.stats().hits()).isEqualTo(1);
      assertThat(near.nearHits()).isEqualTo(1);
    }
  }

  /** A cache of somebody else's whose lookups throw. */
  @SuppressWarnings("unchecked")
  private static ExternalCache<String> throwing() {
    return (ExternalCache<String>)
        Proxy.newProxyInstance(
            ExternalCache.class.getClassLoader(),
            new Class<?>[] {ExternalCache.class},
            (self, method, arguments) -> {
              if (method.getName().equals("get")) {
                throw new IllegalStateException("no lookups");
              }
              return null;
            });
  }

  private static WeakReference<String> keyThatFails(NearCache<String> near) {
    String key = new String(new char[] {'k'});
    assertThatIllegalStateException().isThrownBy(() -> near.get(key)).withMessage("no lookups");
    return new WeakReference<>(key);
  }

  @Test
  void lets_go_of_a_key_whose_lookup_threw() {
    try (NearCache<String> near =
        NearCache.over(throwing()).localTtl(Duration.ofHours(1)).build()) {
      WeakReference<String> key = keyThatFails(near);
      Await.until(
          () -> {
            System.gc();
            return key.get() == null;
          });
    }
  }
}

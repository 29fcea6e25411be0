package dev.plimsoll.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.plimsoll.external.memcached.MemcachedCache;
import dev.plimsoll.external.memcached.MemcachedCacheBuilder;
import dev.plimsoll.external.redis.RedisCache;
import dev.plimsoll.external.redis.RedisCacheBuilder;
import dev.plimsoll.external.redis.RedisStreamQueue;
import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.RetentionLedger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a cache must be told, and what it takes when it is told nothing. */
class OptionsTest {

  private static final Duration DEADLINE = Duration.ofMillis(50);

  /** A port on which nobody listens: building connects to nothing. */
  private static final String NOWHERE = "127.0.0.1:1";

  private static RedisCacheBuilder<Object> redis() {
    return RedisCache.connect("redis://" + NOWHERE);
  }

  private static MemcachedCacheBuilder<String> memcached() {
    return MemcachedCache.connect(NOWHERE).codec(Codec.utf8()).namespace("n").deadline(DEADLINE);
  }

  @Test
  void asks_for_a_namespace_a_codec_a_deadline_and_a_maximum_value_size() {
    assertThatIllegalStateException()
        .isThrownBy(() -> redis().codec(Codec.utf8()).deadline(DEADLINE).maxValueBytes(1).build())
        .withMessageContaining("needs a namespace: call namespace(");
    assertThatIllegalStateException()
        .isThrownBy(() -> redis().namespace("n").deadline(DEADLINE).maxValueBytes(1).build())
        .withMessageContaining("needs a codec: call codec(");
    assertThatIllegalStateException()
        .isThrownBy(() -> redis().namespace("n").codec(Codec.utf8()).maxValueBytes(1).build())
        .withMessageContaining("needs a deadline: call deadline(");
    assertThatIllegalStateException()
        .isThrownBy(() -> memcached().build())
        .withMessageContaining("needs a maximum value size: call maxValueBytes(");
  }

  @Test
  void names_a_value_that_is_no_option() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> redis().namespace("a b"))
        .withMessageContaining("\"a b\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> redis().namespace("n".repeat(65)))
        .withMessageContaining("1 to 64");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> redis().deadline(Duration.ZERO))
        .withMessageContaining("PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> redis().deadline(Duration.ofDays(30)))
        .withMessageContaining("24 days");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> redis().maxValueBytes(-1))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> redis().maxInFlight(0))
        .withMessageContaining("maxInFlight must be positive: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> redis().earlyRefresh(Double.NaN))
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisCache.connect("http://me:hidden@example.org"))
        .withMessageContaining("http://example.org")
        .withMessageNotContaining("hidden");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MemcachedCache.connect("localhost"))
        .withMessageContaining("localhost");
    assertThatIllegalArgumentException().isThrownBy(() -> MemcachedCache.connect());
  }

  @Test
  void names_a_time_that_would_overflow() {
    Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> redis().deadline(forEver))
        .withMessage("deadline must be between 1 ms and 24 days: " + forEver);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> redis().lease(forEver))
        .withMessage("lease must be between 1 ms and 24 days: " + forEver);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisStreamQueue.connect("redis://" + NOWHERE).takeoverAfter(forEver))
        .withMessage("takeoverAfter must be between 1 ms and 100 years: " + forEver);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisStreamQueue.connect("redis://" + NOWHERE).deadline(forEver))
        .withMessage("deadline must be between 1 ms and 24 days: " + forEver);
    try (ExternalCache<String> cache = memcached().maxValueBytes(10).build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> NearCache.over(cache).localTtl(forEver))
          .withMessage("localTtl must be between 1 ms and 100 years: " + forEver);
    }
  }

  @Test
  void lets_64_operations_be_under_way_unless_told() {
    RetentionLedger ledger = RetentionLedger.create();
    try (ExternalCache<String> cache = memcached().maxValueBytes(10).retention(ledger).build()) {
      cache.put("k", "v", Ttl.of(Duration.ofSeconds(1)));
      assertThat(ledger.owners())
          .singleElement()
          .satisfies(
              held -> {
                assertThat(held.owner().name()).isEqualTo("n in flight");
                assertThat(held.owner().bound()).isEqualTo(Bound.entries(64));
              });
    }
  }

  @Test
  void takes_no_write_without_a_time_to_live() {
    try (ExternalCache<String> cache = memcached().maxValueBytes(10).build()) {
      assertThatNullPointerException().isThrownBy(() -> cache.put("k", "v", null));
      assertThatNullPointerException().isThrownBy(() -> cache.putIfAbsent("k", "v", null));
      assertThatNullPointerException().isThrownBy(() -> cache.touch("k", null));
      assertThatNullPointerException().isThrownBy(() -> cache.get("k", key -> "v", null));
    }
  }

  @Test
  void refuses_values_that_memcacheds_items_do_not_hold() {
    assertThatIllegalStateException()
        .isThrownBy(() -> memcached().maxValueBytes(1024 * 1024).build())
        .withMessageContaining("maxValueBytes(1048576)")
        .withMessageContaining("itemBytes(n)");
    memcached().maxValueBytes(1024 * 1024).itemBytes(2 * 1024 * 1024).build().close();
  }
}

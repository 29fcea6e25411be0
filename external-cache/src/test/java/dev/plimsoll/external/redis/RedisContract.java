package dev.plimsoll.external.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plimsoll.external.Await;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.ExternalCacheContract;
import dev.plimsoll.external.Lookup;
import dev.plimsoll.external.Outcome;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.internal.Envelope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** The contract on Redis; the kind of installation is the subclass' own. */
abstract class RedisContract extends ExternalCacheContract {

  /** Jedis' own client on the same server. */
  protected abstract UnifiedJedis jedis();

  protected abstract boolean isSharded();

  @Override
  protected void overwrite(String namespace, String key, byte[] bytes) {
    jedis().set(entry(namespace, key), bytes);
  }

  @Override
  protected byte[] raw(String namespace, String key) {
    return jedis().get(entry(namespace, key));
  }

  @Test
  void lets_the_servers_time_to_live_decide_not_this_machines_clock() {
    ExternalCache<String> cache = cache();
    cache.put("longer", "v", Ttl.of(Duration.ofMillis(200)));
    jedis().pexpire(entry(namespace, "longer"), 60_000);
    cache.put("shorter", "v", MINUTE);
    jedis().pexpire(entry(namespace, "shorter"), 1);
    long expires = header("longer").expires();
    Await.until(() -> System.currentTimeMillis() > expires + 10);
    assertThat(cache.get("longer").isHit()).isTrue();
    assertThat(cache.get("shorter")).isEqualTo(new Lookup.Miss<>());
  }

  @Test
  void touches_the_servers_time_to_live_and_the_envelopes_end_together() {
    ExternalCache<String> cache = cache();
    cache.put("k", "v", MINUTE);
    assertThat(cache.touch("k", Ttl.of(Duration.ofHours(1)))).isEqualTo(Outcome.APPLIED);
    long left = jedis().pttl(entry(namespace, "k"));
    long told = header("k").expires() - System.currentTimeMillis();
    assertThat(left).isBetween(3_500_000L, 3_600_000L);
    assertThat(told).isCloseTo(left, within(5_000L));
  }

  private Envelope.Header header(String key) {
    byte[] bytes = raw(namespace, key);
    return Envelope.open(bytes, key.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] entry(String namespace, String key) {
    RedisKeys keys = new RedisKeys(namespace, isSharded());
    return keys.entry(key, keys.shardOf(key));
  }
}

package dev.plimsoll.external.redis;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCacheBuilder;
import dev.plimsoll.servers.RedisSentinels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

class RedisSentinelIT extends RedisContract {

  private static RedisSentinels sentinels;
  private static RedisClient jedis;

  @BeforeAll
  static void start() {
    sentinels = RedisSentinels.start();
    jedis = RedisClient.create("redis://" + sentinels.firstMaster().address());
  }

  @AfterAll
  static void stop() {
    jedis.close();
    sentinels.close();
  }

  @Override
  protected <V> ExternalCacheBuilder<V, ?> connect(Codec<V> codec) {
    return RedisCache.connectSentinel(RedisSentinels.MASTER_NAME, sentinels.addresses())
        .codec(codec);
  }

  @Override
  protected UnifiedJedis jedis() {
    return jedis;
  }

  @Override
  protected boolean isSharded() {
    return false;
  }
}

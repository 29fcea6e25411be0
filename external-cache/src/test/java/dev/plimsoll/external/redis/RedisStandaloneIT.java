package dev.plimsoll.external.redis;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCacheBuilder;
import dev.plimsoll.servers.RedisServers;
import org.junit.jupiter.api.AfterAll;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

class RedisStandaloneIT extends RedisContract {

  private static final RedisClient JEDIS = RedisClient.create(RedisServers.url());

  @AfterAll
  static void closeClient() {
    JEDIS.close();
  }

  @Override
  protected <V> ExternalCacheBuilder<V, ?> connect(Codec<V> codec) {
    return RedisCache.connect(RedisServers.url()).codec(codec);
  }

  @Override
  protected UnifiedJedis jedis() {
    return JEDIS;
  }

  @Override
  protected boolean isSharded() {
    return false;
  }
}

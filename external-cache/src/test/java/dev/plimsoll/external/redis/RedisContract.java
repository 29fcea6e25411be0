package dev.plimsoll.external.redis;

import dev.plimsoll.external.ExternalCacheContract;
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

  private byte[] entry(String namespace, String key) {
    RedisKeys keys = new RedisKeys(namespace, isSharded());
    return keys.entry(key, keys.shardOf(key));
  }
}

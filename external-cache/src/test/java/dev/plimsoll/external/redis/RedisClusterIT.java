package dev.plimsoll.external.redis;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCacheBuilder;
import dev.plimsoll.servers.RedisCluster;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;

class RedisClusterIT extends RedisContract {

  private static RedisCluster cluster;
  private static RedisClusterClient jedis;

  @BeforeAll
  static void start() {
    cluster = RedisCluster.start();
    jedis =
        RedisClusterClient.create(
            cluster.addresses().stream().map(HostAndPort::from).collect(Collectors.toSet()));
  }

  @AfterAll
  static void stop() {
    jedis.close();
    cluster.close();
  }

  @Override
  protected <V> ExternalCacheBuilder<V, ?> connect(Codec<V> codec) {
    return RedisCache.connectCluster(cluster.addresses().subList(0, 2)).codec(codec);
  }

  @Override
  protected UnifiedJedis jedis() {
    return jedis;
  }

  @Override
  protected boolean isSharded() {
    return true;
  }
}

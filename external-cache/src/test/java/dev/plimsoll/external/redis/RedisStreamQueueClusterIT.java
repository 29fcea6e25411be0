package dev.plimsoll.external.redis;

import dev.plimsoll.servers.RedisCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisStreamQueueClusterIT extends RedisStreamQueueContract {

  private static RedisCluster cluster;

  @BeforeAll
  static void start() {
    cluster = RedisCluster.start();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Override
  protected RedisStreamQueueBuilder<Object> connect() {
    return RedisStreamQueue.connectCluster(cluster.addresses());
  }
}

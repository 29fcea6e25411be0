package dev.plimsoll.external.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCacheBuilder;
import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.servers.RedisCluster;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;

class RedisClusterIT extends RedisContract {

  private static RedisCluster cluster;
  private static RedisClusterClient jedis;

  @BeforeAll
  static void start() {
    cluster = RedisCluster.start();
    jedis = RedisClusterClient.create(seeds());
  }

  private static Set<HostAndPort> seeds() {
    return cluster.addresses().stream().map(HostAndPort::from).collect(Collectors.toSet());
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

  /** An address that Jedis, which holds the lock of its map of the slots then, waits for. */
  @SuppressWarnings("serial") // It is never written.
  private static final class SlowAddress extends HostAndPort {

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);

    SlowAddress(HostAndPort address) {
      super(address.getHost(), address.getPort());
    }

    @Override
    public String toString() {
      asked.countDown();
      try {
        boolean unused = letGo.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return super.toString();
    }
  }

  @Test
  void finds_nodes_while_jedis_is_busy_with_its_own_map_of_the_slots() throws Exception {
    try (RedisConnector connector = new RedisConnector(RedisAccess.plain(), 10_000, "busy");
        ClusterNodes nodes = new ClusterNodes(seeds(), connector, 64)) {
      RedisNode known = nodes.nodeOf(0, Deadline.in(PATIENCE.toNanos()));
      SlowAddress slow = new SlowAddress(known.address());
      Thread busy =
          new Thread(
              () -> Objects.requireNonNull(nodes.provider).getConnection(slow).close(), "busy");
      busy.start();
      slow.asked.await();
      try {
        CompletableFuture<RedisNode> found =
            CompletableFuture.supplyAsync(() -> nodes.nodeOf(0, Deadline.in(PATIENCE.toNanos())));
        assertThat(found.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isSameAs(known);
        assertThat(CompletableFuture.supplyAsync(nodes::masters).get(10, TimeUnit.SECONDS))
            .hasSize(3);
      } finally {
        slow.letGo.countDown();
        busy.join();
      }
    }
  }
}

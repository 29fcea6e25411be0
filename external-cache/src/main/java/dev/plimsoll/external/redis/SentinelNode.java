package dev.plimsoll.external.redis;

import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.UnavailableException.Reason;
import dev.plimsoll.external.internal.Deadline;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisSentinelClient;

/** The master that the sentinels name now, as Jedis' sentinel client hears it. */
final class SentinelNode implements RedisTopology {

  private final String name;
  private final Set<HostAndPort> sentinels;
  private final RedisConnector connector;
  private final int limit;
  private final Map<HostAndPort, RedisNode> nodes = new ConcurrentHashMap<>();
  private final CountDownLatch found = new CountDownLatch(1);
  private final Scout scout;
  private volatile @Nullable RedisSentinelClient client;

  SentinelNode(String name, Set<HostAndPort> sentinels, RedisConnector connector, int maxInFlight) {
    this.name = name;
    this.sentinels = sentinels;
    this.connector = connector;
    this.limit = maxInFlight;
    this.scout = new Scout("sentinel", this::look);
  }

  private void look() {
    if (client == null) {
      int timeout = connector.config().getSocketTimeoutMillis();
      client =
          RedisSentinelClient.builder()
              .masterName(name)
              .sentinels(sentinels)
              .clientConfig(connector.config())
              .sentinelClientConfig(
                  DefaultJedisClientConfig.builder().timeoutMillis(timeout).build())
              .build();
      found.countDown();
    }
  }

  @Override
  public boolean isSharded() {
    return false;
  }

  @Override
  public RedisNode nodeOf(int slot, Deadline deadline) {
    RedisSentinelClient known = client;
    if (known == null) {
      try {
        found.await(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      known = client;
    }
    if (known == null) {
      throw new UnavailableException(
          Reason.CONNECTION, "none of the sentinels " + sentinels + " named the master yet");
    }
    return nodeAt(known.getCurrentMaster());
  }

  @Override
  public RedisNode nodeAt(HostAndPort address) {
    return nodes.computeIfAbsent(
        address, unknown -> new RedisNode(unknown, connector, limit, this::renew));
  }

  @Override
  public void renew() {
    scout.wish();
  }

  @Override
  public Collection<RedisNode> masters() {
    RedisSentinelClient known = client;
    return known == null ? List.of() : List.of(nodeAt(known.getCurrentMaster()));
  }

  @Override
  public void close() {
    scout.close();
    nodes.values().forEach(RedisNode::close);
    RedisSentinelClient known = client;
    if (known != null) {
      known.close();
    }
  }
}

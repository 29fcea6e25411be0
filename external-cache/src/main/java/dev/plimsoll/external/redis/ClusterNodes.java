package dev.plimsoll.external.redis;

import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.UnavailableException.Reason;
import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.NodeLimit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.providers.ClusterConnectionProvider;

/** A Redis Cluster, as Jedis' provider discovers it. */
final class ClusterNodes implements RedisTopology {

  private final Set<HostAndPort> seeds;
  private final RedisConnector connector;
  private final int limit;
  private final Map<HostAndPort, RedisNode> nodes = new ConcurrentHashMap<>();
  private final CountDownLatch found = new CountDownLatch(1);
  private final Scout scout;
  private volatile @Nullable ClusterConnectionProvider provider;

  ClusterNodes(Set<HostAndPort> seeds, RedisConnector connector, int maxInFlight) {
    this.seeds = seeds;
    this.connector = connector;
    this.limit = NodeLimit.of(maxInFlight, seeds.size() + 1);
    this.scout = new Scout("cluster", this::look);
  }

  private void look() {
    ClusterConnectionProvider known = provider;
    if (known == null) {
      provider = new ClusterConnectionProvider(seeds, connector.config());
      found.countDown();
    } else {
      known.renewSlotCache();
    }
  }

  @Override
  public boolean isSharded() {
    return true;
  }

  @Override
  public RedisNode nodeOf(int slot, Deadline deadline) {
    HostAndPort address = awaitProvider(deadline).getNode(slot);
    if (address == null) {
      renew();
      throw new UnavailableException(Reason.CONNECTION, "no node is known to serve slot " + slot);
    }
    return nodeAt(address);
  }

  private ClusterConnectionProvider awaitProvider(Deadline deadline) {
    ClusterConnectionProvider known = provider;
    if (known == null) {
      try {
        found.await(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      known = provider;
    }
    if (known == null) {
      throw new UnavailableException(
          Reason.CONNECTION, "none of the cluster's nodes " + seeds + " told its slots yet");
    }
    return known;
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
    ClusterConnectionProvider known = provider;
    if (known == null) {
      return List.of();
    }
    return known.getPrimaryNodes().keySet().stream()
        .map(HostAndPort::from)
        .map(this::nodeAt)
        .toList();
  }

  @Override
  public void close() {
    scout.close();
    nodes.values().forEach(RedisNode::close);
    ClusterConnectionProvider known = provider;
    if (known != null) {
      known.close();
    }
  }
}

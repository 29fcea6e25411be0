package dev.plimsoll.external.redis;

import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.UnavailableException.Reason;
import dev.plimsoll.external.internal.Deadline;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.UnifiedJedis;

/**
 * Nodes that one of Jedis' clients discovers, in the background: its discovery has timeouts of its
 * own, several of them, which no caller's deadline can bear.
 *
 * @param <C> Jedis' client
 */
abstract class DiscoveredNodes<C extends UnifiedJedis> implements RedisTopology {

  private final RedisConnector connector;
  private final int limit;
  private final Map<HostAndPort, RedisNode> nodes = new ConcurrentHashMap<>();
  private final CountDownLatch found = new CountDownLatch(1);
  private final Scout scout;
  private volatile @Nullable C client;

  DiscoveredNodes(String kind, RedisConnector connector, int limit) {
    this.connector = connector;
    this.limit = limit;
    this.scout = new Scout(kind, this::look);
  }

  /** Begins to look; called when the subclass is complete. */
  final void begin() {
    scout.wish();
  }

  /** {@return a client, or throws when nobody told it the nodes} */
  abstract C discover();

  /** Lets a client look again. */
  abstract void refresh(C known);

  /** {@return what to say while there is none} */
  abstract String unknown();

  /** {@return the addresses of the masters that a client knows} */
  abstract Collection<HostAndPort> masters(C known);

  final RedisConnector connector() {
    return connector;
  }

  private void look() {
    C known = client;
    if (known == null) {
      client = discover();
      found.countDown();
    } else {
      refresh(known);
    }
  }

  /** {@return the client, waiting for it up to the deadline} */
  final C await(Deadline deadline) {
    C known = client;
    if (known == null) {
      try {
        boolean unused = found.await(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      known = client;
    }
    if (known == null) {
      throw new UnavailableException(Reason.CONNECTION, unknown());
    }
    return known;
  }

  @Override
  public final RedisNode nodeAt(HostAndPort address) {
    RedisNode known = nodes.get(address);
    return known != null
        ? known
        : nodes.computeIfAbsent(
            address, unknown -> new RedisNode(unknown, connector, limit, this::renew));
  }

  @Override
  public final void renew() {
    scout.wish();
  }

  @Override
  public final Collection<RedisNode> masters() {
    C known = client;
    return known == null ? List.of() : masters(known).stream().map(this::nodeAt).toList();
  }

  @Override
  public void close() {
    scout.close();
    nodes.values().forEach(RedisNode::close);
    C known = client;
    if (known != null) {
      known.close();
    }
  }
}

package dev.plimsoll.external.redis;

import dev.plimsoll.external.internal.Deadline;
import java.util.Collection;
import java.util.List;
import redis.clients.jedis.HostAndPort;

/** One server has every slot. */
final class SingleNode implements RedisTopology {

  private final RedisNode node;

  SingleNode(HostAndPort address, RedisConnector connector, int maxInFlight) {
    this.node = new RedisNode(address, connector, maxInFlight, () -> {});
  }

  @Override
  public boolean isSharded() {
    return false;
  }

  @Override
  public RedisNode nodeOf(int slot, Deadline deadline) {
    return node;
  }

  @Override
  public RedisNode nodeAt(HostAndPort address) {
    return node;
  }

  @Override
  public void renew() {}

  @Override
  public Collection<RedisNode> masters() {
    return List.of(node);
  }

  @Override
  public void close() {
    node.close();
  }
}

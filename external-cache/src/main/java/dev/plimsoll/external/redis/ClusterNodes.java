package dev.plimsoll.external.redis;

import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.UnavailableException.Reason;
import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.NodeLimit;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.providers.ClusterConnectionProvider;

/**
 * A Redis Cluster, as Jedis' cluster client discovers it. Commands go to the node by that node's
 * own client: the cluster client's would sleep between its attempts, whatever is left of a call's
 * deadline.
 */
final class ClusterNodes extends DiscoveredNodes<RedisClusterClient> {

  private final Set<HostAndPort> seeds;

  /** The part of the client that knows the slots; the client itself tells of none. */
  volatile @Nullable ClusterConnectionProvider provider;

  /**
   * The master of each slot when the scout last looked. Jedis guards its own by a lock, which it
   * holds while it makes and ends pools of nodes: a caller must not wait for that.
   */
  private volatile @Nullable HostAndPort[] slots = {};

  ClusterNodes(Set<HostAndPort> seeds, RedisConnector connector, int maxInFlight) {
    super("cluster", connector, NodeLimit.of(maxInFlight, seeds.size() + 1));
    this.seeds = seeds;
    begin();
  }

  @Override
  RedisClusterClient discover() {
    ClusterConnectionProvider found = new ClusterConnectionProvider(seeds, connector().config());
    provider = found;
    slots = slotsOf(found);
    return RedisClusterClient.builder()
        .nodes(seeds)
        .clientConfig(connector().config())
        .connectionProvider(found)
        .build();
  }

  @Override
  void refresh(RedisClusterClient known) {
    known.refreshClusterTopology();
    ClusterConnectionProvider told = provider;
    if (told != null) {
      slots = slotsOf(told);
    }
  }

  private static @Nullable HostAndPort[] slotsOf(ClusterConnectionProvider told) {
    @Nullable HostAndPort[] masters = new HostAndPort[Protocol.CLUSTER_HASHSLOTS];
    for (int slot = 0; slot < masters.length; slot++) {
      masters[slot] = told.getNode(slot);
    }
    return masters;
  }

  @Override
  String unknown() {
    return "none of the cluster's nodes " + seeds + " told its slots yet";
  }

  @Override
  public boolean isSharded() {
    return true;
  }

  @Override
  public RedisNode nodeOf(int slot, Deadline deadline) {
    RedisClusterClient unused = await(deadline);
    HostAndPort address = slots[slot];
    if (address == null) {
      renew();
      throw new UnavailableException(Reason.CONNECTION, "no node is known to serve slot " + slot);
    }
    return nodeAt(address);
  }

  @Override
  Collection<HostAndPort> masters(RedisClusterClient known) {
    Set<HostAndPort> masters = new LinkedHashSet<>();
    for (HostAndPort master : slots) {
      if (master != null) {
        masters.add(master);
      }
    }
    return masters;
  }
}

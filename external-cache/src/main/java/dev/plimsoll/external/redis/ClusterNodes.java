package dev.plimsoll.external.redis;

import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.UnavailableException.Reason;
import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.NodeLimit;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
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
  private volatile @Nullable ClusterConnectionProvider slots;

  ClusterNodes(Set<HostAndPort> seeds, RedisConnector connector, int maxInFlight) {
    super("cluster", connector, NodeLimit.of(maxInFlight, seeds.size() + 1));
    this.seeds = seeds;
    begin();
  }

  @Override
  RedisClusterClient discover() {
    ClusterConnectionProvider provider = new ClusterConnectionProvider(seeds, connector().config());
    slots = provider;
    return RedisClusterClient.builder()
        .nodes(seeds)
        .clientConfig(connector().config())
        .connectionProvider(provider)
        .build();
  }

  @Override
  void refresh(RedisClusterClient known) {
    known.refreshClusterTopology();
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
    ClusterConnectionProvider known = slots;
    HostAndPort address = known == null ? null : known.getNode(slot);
    if (address == null) {
      renew();
      throw new UnavailableException(Reason.CONNECTION, "no node is known to serve slot " + slot);
    }
    return nodeAt(address);
  }

  @Override
  Collection<HostAndPort> masters(RedisClusterClient known) {
    ClusterConnectionProvider provider = slots;
    return provider == null
        ? Set.of()
        : provider.getPrimaryNodes().keySet().stream().map(HostAndPort::from).toList();
  }
}

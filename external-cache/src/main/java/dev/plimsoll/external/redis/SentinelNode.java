package dev.plimsoll.external.redis;

import dev.plimsoll.external.internal.Deadline;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisSentinelClient;

/**
 * The master that the sentinels name now, as Jedis' sentinel client hears it. Commands go to it by
 * the node's own client, whose connections keep deadlines.
 */
final class SentinelNode extends DiscoveredNodes<RedisSentinelClient> {

  private final String name;
  private final Set<HostAndPort> sentinels;

  SentinelNode(String name, Set<HostAndPort> sentinels, RedisConnector connector, int maxInFlight) {
    super("sentinel", connector, maxInFlight);
    this.name = name;
    this.sentinels = sentinels;
    begin();
  }

  @Override
  RedisSentinelClient discover() {
    int timeout = connector().config().getSocketTimeoutMillis();
    return RedisSentinelClient.builder()
        .masterName(name)
        .sentinels(sentinels)
        .clientConfig(connector().config())
        .sentinelClientConfig(DefaultJedisClientConfig.builder().timeoutMillis(timeout).build())
        .build();
  }

  /** It listens to the sentinels by itself. */
  @Override
  void refresh(RedisSentinelClient known) {}

  @Override
  String unknown() {
    return "none of the sentinels " + sentinels + " named the master yet";
  }

  @Override
  public boolean isSharded() {
    return false;
  }

  @Override
  public RedisNode nodeOf(int slot, Deadline deadline) {
    return nodeAt(await(deadline).getCurrentMaster());
  }

  @Override
  Collection<HostAndPort> masters(RedisSentinelClient known) {
    return List.of(known.getCurrentMaster());
  }
}

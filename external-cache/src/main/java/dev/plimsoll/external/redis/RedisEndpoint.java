package dev.plimsoll.external.redis;

import dev.plimsoll.external.internal.Requirement;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.util.JedisURIHelper;

/** Where Redis is, and how to be let in. */
record RedisEndpoint(RedisAccess access, RedisTopology.Maker nodes) {

  private static final int DEFAULT_PORT = 6379;

  /** Not in a static initializer, whose failure is told once, and then as a missing class. */
  private static void checkVersion() {
    Requirement.check(
        "redis.clients:jedis",
        "8.0 or later",
        "redis.clients.jedis.ProtocolHandshake",
        "redis.clients.jedis.Jedis");
  }

  static RedisEndpoint one(URI uri) {
    checkVersion();
    boolean fits =
        (JedisURIHelper.isRedisScheme(uri) || JedisURIHelper.isRedisSSLScheme(uri))
            && uri.getHost() != null;
    if (!fits) {
      // Not the whole URI: it may hold a password.
      throw new IllegalArgumentException(
          "a Redis URI looks like redis://127.0.0.1:6379 or rediss://user:password@host:6379/0: "
              + uri.getScheme()
              + "://"
              + uri.getHost());
    }
    int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
    HostAndPort node = new HostAndPort(uri.getHost(), port);
    return new RedisEndpoint(
        RedisAccess.of(uri), (connector, limit) -> new SingleNode(node, connector, limit));
  }

  static RedisEndpoint cluster(Collection<String> addresses) {
    checkVersion();
    Set<HostAndPort> seeds = parse(addresses);
    return new RedisEndpoint(
        RedisAccess.plain(), (connector, limit) -> new ClusterNodes(seeds, connector, limit));
  }

  static RedisEndpoint sentinel(String master, Collection<String> sentinels) {
    checkVersion();
    Objects.requireNonNull(master, "master");
    Set<HostAndPort> all = parse(sentinels);
    return new RedisEndpoint(
        RedisAccess.plain(), (connector, limit) -> new SentinelNode(master, all, connector, limit));
  }

  RedisEndpoint with(RedisAccess changed) {
    return new RedisEndpoint(changed, nodes);
  }

  private static Set<HostAndPort> parse(Collection<String> addresses) {
    Set<HostAndPort> parsed = new LinkedHashSet<>();
    for (String address : addresses) {
      int colon = address.lastIndexOf(':');
      if (colon < 1 || !address.substring(colon + 1).matches("[0-9]{1,5}")) {
        throw new IllegalArgumentException("an address looks like 127.0.0.1:7000: " + address);
      }
      parsed.add(HostAndPort.from(address));
    }
    if (parsed.isEmpty()) {
      throw new IllegalArgumentException("at least one address is needed");
    }
    return parsed;
  }
}

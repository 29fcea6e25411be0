package dev.plimsoll.external.redis;

import dev.plimsoll.external.internal.Requirement;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * Where a cache on Redis begins:
 *
 * <pre>{@code
 * ExternalCache<String> users =
 *     RedisCache.connect("redis://127.0.0.1:6379")
 *         .namespace("users")
 *         .codec(Codec.utf8())
 *         .deadline(Duration.ofMillis(100))
 *         .maxValueBytes(64 * 1024)
 *         .build();
 * }</pre>
 *
 * <p>Building connects to nothing: a server that is down is found by the first call, and used as
 * soon as it is back. Needs Redis 6.2 or later.
 */
public final class RedisCache {

  static {
    Requirement.check(
        "redis.clients:jedis",
        "8.0 or later",
        "redis.clients.jedis.ProtocolHandshake",
        "redis.clients.jedis.Jedis");
  }

  private RedisCache() {}

  /**
   * Begins a cache on one server.
   *
   * @param uri {@code redis://[user:password@]host[:port][/database]}, {@code rediss} for TLS
   * @return the builder
   * @throws IllegalArgumentException when it is no such URI
   */
  public static RedisCacheBuilder<Object> connect(String uri) {
    return connect(URI.create(Objects.requireNonNull(uri, "uri")));
  }

  /**
   * Begins a cache on one server.
   *
   * @param uri {@code redis://[user:password@]host[:port][/database]}, {@code rediss} for TLS
   * @return the builder
   * @throws IllegalArgumentException when it is no such URI
   */
  public static RedisCacheBuilder<Object> connect(URI uri) {
    boolean fits =
        (JedisURIHelper.isRedisScheme(uri) || JedisURIHelper.isRedisSSLScheme(uri))
            && uri.getHost() != null;
    if (!fits) {
      throw new IllegalArgumentException(
          "a Redis URI looks like redis://127.0.0.1:6379 or rediss://user:password@host:6379/0: "
              + uri.getScheme()
              + "://"
              + uri.getHost());
    }
    int port = uri.getPort() == -1 ? 6379 : uri.getPort();
    HostAndPort node = new HostAndPort(uri.getHost(), port);
    return new RedisCacheBuilder<>(
        RedisAccess.of(uri), (connector, limit) -> new SingleNode(node, connector, limit));
  }

  /**
   * Begins a cache on a Redis Cluster.
   *
   * @param addresses {@code host:port} of some of its nodes; the others are found
   * @return the builder
   */
  public static RedisCacheBuilder<Object> connectCluster(Collection<String> addresses) {
    Set<HostAndPort> seeds = parse(addresses);
    return new RedisCacheBuilder<>(
        RedisAccess.plain(), (connector, limit) -> new ClusterNodes(seeds, connector, limit));
  }

  /**
   * Begins a cache on the master that sentinels name.
   *
   * @param master the name the sentinels know it by
   * @param sentinels {@code host:port} of the sentinels
   * @return the builder
   */
  public static RedisCacheBuilder<Object> connectSentinel(
      String master, Collection<String> sentinels) {
    Objects.requireNonNull(master, "master");
    Set<HostAndPort> all = parse(sentinels);
    return new RedisCacheBuilder<>(
        RedisAccess.plain(), (connector, limit) -> new SentinelNode(master, all, connector, limit));
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

package dev.plimsoll.external.redis;

import java.net.URI;
import java.util.Collection;
import java.util.Objects;

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
    return new RedisCacheBuilder<>(RedisEndpoint.one(uri));
  }

  /**
   * Begins a cache on a Redis Cluster.
   *
   * @param addresses {@code host:port} of some of its nodes; the others are found
   * @return the builder
   */
  public static RedisCacheBuilder<Object> connectCluster(Collection<String> addresses) {
    return new RedisCacheBuilder<>(RedisEndpoint.cluster(addresses));
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
    return new RedisCacheBuilder<>(RedisEndpoint.sentinel(master, sentinels));
  }
}

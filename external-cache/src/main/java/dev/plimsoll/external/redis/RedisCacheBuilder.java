package dev.plimsoll.external.redis;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.ExternalCacheBuilder;
import dev.plimsoll.external.internal.CacheOptions;
import dev.plimsoll.external.internal.RemoteCache;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisProtocol;

/**
 * The options of a cache on Redis.
 *
 * @param <V> the type of the values
 */
public final class RedisCacheBuilder<V> extends ExternalCacheBuilder<V, RedisCacheBuilder<V>> {

  private RedisEndpoint endpoint;

  RedisCacheBuilder(RedisEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  protected RedisCacheBuilder<V> self() {
    return this;
  }

  /**
   * Sets how values become bytes.
   *
   * @param codec the codec
   * @param <W> the type of the values
   * @return this builder, for that type
   */
  @SuppressWarnings("unchecked") // No value was seen yet: the type is only now chosen.
  public <W> RedisCacheBuilder<W> codec(Codec<W> codec) {
    RedisCacheBuilder<W> typed = (RedisCacheBuilder<W>) this;
    typed.useCodec(codec);
    return typed;
  }

  /**
   * Sets the ACL user and password.
   *
   * @param user the user; null for the default one
   * @param password the password
   * @return this builder
   */
  public RedisCacheBuilder<V> credentials(@Nullable String user, String password) {
    RedisAccess access = endpoint.access();
    endpoint =
        endpoint.with(access.withCredentials(user, Objects.requireNonNull(password, "password")));
    return this;
  }

  /**
   * Connects by TLS, and checks the server's name.
   *
   * @param context holds the trusted certificates
   * @return this builder
   */
  public RedisCacheBuilder<V> tls(SSLContext context) {
    endpoint = endpoint.with(endpoint.access().withTls(context.getSocketFactory()));
    return this;
  }

  /**
   * Speaks RESP2, for proxies that know no other; RESP3 unless told.
   *
   * @return this builder
   */
  public RedisCacheBuilder<V> resp2() {
    endpoint = endpoint.with(endpoint.access().withProtocol(RedisProtocol.RESP2));
    return this;
  }

  @Override
  public ExternalCache<V> build() {
    CacheOptions<V> options = options();
    RedisConnector connector =
        new RedisConnector(
            endpoint.access(), (int) options.deadline().toMillis(), options.namespace());
    RedisTopology nodes = endpoint.nodes().make(connector, options.maxInFlight());
    RedisKeys keys = new RedisKeys(options.namespace(), nodes.isSharded());
    return new RemoteCache<>(
        options,
        new RedisStore(keys, options.codec().id(), options.clockMillis(), nodes, connector));
  }
}

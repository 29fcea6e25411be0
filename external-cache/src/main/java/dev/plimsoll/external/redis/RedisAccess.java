package dev.plimsoll.external.redis;

import java.net.URI;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.util.JedisURIHelper;

/** How to be let in: credentials, database, TLS and protocol. */
record RedisAccess(
    @Nullable String user,
    @Nullable String password,
    int database,
    @Nullable SSLSocketFactory tls,
    RedisProtocol protocol) {

  static RedisAccess plain() {
    return new RedisAccess(null, null, 0, null, RedisProtocol.RESP3);
  }

  static RedisAccess of(URI uri) {
    SSLSocketFactory tls =
        JedisURIHelper.isRedisSSLScheme(uri)
            ? (SSLSocketFactory) SSLSocketFactory.getDefault()
            : null;
    return new RedisAccess(
        JedisURIHelper.getUser(uri),
        JedisURIHelper.getPassword(uri),
        JedisURIHelper.getDBIndex(uri),
        tls,
        RedisProtocol.RESP3);
  }

  RedisAccess withCredentials(@Nullable String newUser, String newPassword) {
    return new RedisAccess(newUser, newPassword, database, tls, protocol);
  }

  RedisAccess withTls(SSLSocketFactory factory) {
    return new RedisAccess(user, password, database, factory, protocol);
  }

  RedisAccess withProtocol(RedisProtocol chosen) {
    return new RedisAccess(user, password, database, tls, chosen);
  }

  /** {@return the same for Jedis, which keeps timeouts of its own where it connects by itself} */
  JedisClientConfig toJedis(int timeoutMillis) {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(timeoutMillis)
            .socketTimeoutMillis(timeoutMillis)
            .blockingSocketTimeoutMillis(timeoutMillis)
            .database(database)
            .protocol(protocol)
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
    if (password != null) {
      config.user(user).password(password);
    }
    if (tls != null) {
      secure(config, tls);
    }
    return config.build();
  }

  @SuppressWarnings("deprecation") // Jedis' new options read key store files, and take no context.
  private static void secure(DefaultJedisClientConfig.Builder config, SSLSocketFactory tls) {
    config.ssl(true).sslSocketFactory(tls).sslParameters(checkingNames());
  }

  /** {@return parameters that check the server's name against its certificate} */
  static SSLParameters checkingNames() {
    SSLParameters parameters = new SSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    return parameters;
  }

  @Override
  public String toString() {
    return "RedisAccess[user=" + user + ", tls=" + (tls != null) + ", " + protocol + "]";
  }
}

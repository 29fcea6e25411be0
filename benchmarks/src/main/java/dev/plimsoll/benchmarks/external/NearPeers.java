package dev.plimsoll.benchmarks.external;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.NearCache;
import dev.plimsoll.external.Outcome;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.redis.RedisCache;
import dev.plimsoll.servers.Resp;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.support.caching.CacheAccessor;
import io.lettuce.core.support.caching.CacheFrontend;
import io.lettuce.core.support.caching.ClientSideCaching;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.redisson.Redisson;
import org.redisson.api.RLocalCachedMap;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.csc.CacheConfig;

/** Near caches, each as its library recommends it, behind one face: one key, read and written. */
final class NearPeers {

  private static final String KEY = "k";

  private NearPeers() {}

  /** One near cache and a writer that is another client. */
  record Subject(Supplier<String> reader, Consumer<String> writer, Runnable closer)
      implements AutoCloseable {

    /** {@return what it answers; a client that fails answers nothing old} */
    String read() {
      try {
        return String.valueOf(reader.get());
      } catch (RuntimeException e) {
        return "failed";
      }
    }

    /** Writes until the server has it. */
    void write(String value) {
      while (true) {
        try {
          writer.accept(value);
          return;
        } catch (RuntimeException e) {
          Thread.onSpinWait();
        }
      }
    }

    @Override
    public void close() {
      closer.run();
    }
  }

  /** Makes one that writes to the server itself and reads at another address. */
  interface Maker {
    Subject make(String server, String near);
  }

  static Subject plimsoll(String server, String near) {
    ExternalCache<String> writer = cache(server);
    NearCache<String> reader = NearCache.over(cache(near)).recordStats().build();
    return new Subject(
        () -> untilNear(reader),
        value -> {
          if (writer.put(KEY, value, Ttl.of(Duration.ofMinutes(10))) != Outcome.APPLIED) {
            throw new IllegalStateException("not written");
          }
        },
        () -> {
          reader.close();
          writer.close();
        });
  }

  /** Its channel takes a moment to open; before that it keeps no copies. */
  private static String untilNear(NearCache<String> reader) {
    String value = reader.get(KEY).toOptional().orElse("none");
    while (value.equals("old") && reader.nearHits() == 0) {
      value = reader.get(KEY).toOptional().orElse("none");
    }
    return value;
  }

  private static ExternalCache<String> cache(String address) {
    return RedisCache.connect("redis://" + address)
        .namespace("stale")
        .codec(Codec.utf8())
        .deadline(Duration.ofMillis(200))
        .maxValueBytes(1000)
        .build();
  }

  /** Jedis wants a server of 7.4, and is told so: what it uses is in 6.0. */
  static RedisClient jedisClient(String address) {
    return RedisClient.builder()
        .hostAndPort(HostAndPort.from(address))
        .clientConfig(DefaultJedisClientConfig.builder().resp3().build())
        .cacheConfig(CacheConfig.builder().maxSize(10_000).build())
        .build();
  }

  static Subject jedis(String server, String near) {
    RedisClient caching = jedisClient(near);
    return new Subject(() -> caching.get(KEY), value -> set(server, value), caching::close);
  }

  private static void set(String server, String value) {
    String unused =
        Resp.once(HostAndPort.from(server).getPort(), "SET", KEY, value, "PX", "600000");
  }

  static Subject lettuce(String server, String near) {
    io.lettuce.core.RedisClient client = io.lettuce.core.RedisClient.create("redis://" + near);
    StatefulRedisConnection<String, String> connection = client.connect();
    CacheFrontend<String, String> caching =
        ClientSideCaching.enable(
            CacheAccessor.forMap(new ConcurrentHashMap<>()),
            connection,
            TrackingArgs.Builder.enabled());
    return new Subject(
        () -> caching.get(KEY),
        value -> set(server, value),
        () -> {
          connection.close();
          client.shutdown();
        });
  }

  static Subject redisson(String server, String near) {
    RedissonClient there = client(server);
    RedissonClient here = client(near);
    RLocalCachedMap<String, String> writer = map(there);
    RLocalCachedMap<String, String> reader = map(here);
    return new Subject(
        () -> reader.get(KEY),
        value -> {
          String unused = writer.put(KEY, value);
        },
        () -> {
          here.shutdown();
          there.shutdown();
        });
  }

  private static RedissonClient client(String address) {
    Config config = new Config();
    config.useSingleServer().setAddress("redis://" + address);
    return Redisson.create(config);
  }

  private static RLocalCachedMap<String, String> map(RedissonClient client) {
    return client.getLocalCachedMap(
        LocalCachedMapOptions.<String, String>name("stale").codec(StringCodec.INSTANCE));
  }
}

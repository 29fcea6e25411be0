package dev.plimsoll.benchmarks.external;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.Lookup;
import dev.plimsoll.external.NearCache;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.redis.RedisCache;
import dev.plimsoll.servers.RedisServers;
import dev.plimsoll.servers.ServerProcess;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/** The cache on Redis beside raw Jedis and Lettuce; a near hit beside a map. */
public final class RedisSpeed {

  private static final int KEYS = 512;
  private static final byte[] VALUE = "v".repeat(100).getBytes(StandardCharsets.UTF_8);
  private static final Ttl TTL = Ttl.of(Duration.ofMinutes(10));

  private RedisSpeed() {}

  /**
   * Prints the tables.
   *
   * @param arguments none
   * @throws Exception when a measurement fails
   */
  public static void main(String[] arguments) throws Exception {
    try (ServerProcess server = RedisServers.start()) {
      String uri = "redis://" + server.address();
      ConnectionPoolConfig pool = new ConnectionPoolConfig();
      pool.setMaxTotal(64);
      pool.setMaxIdle(64);
      io.lettuce.core.RedisClient lettuce = io.lettuce.core.RedisClient.create(uri);
      try (RedisClient jedis =
              RedisClient.builder()
                  .hostAndPort("127.0.0.1", server.port())
                  .poolConfig(pool)
                  .build();
          ExternalCache<byte[]> cache = cache(uri)) {
        for (int threads : new int[] {1, 8}) {
          compare(threads, jedis, cache, lettuce.connect().sync());
        }
        many(cache);
        near(uri);
      } finally {
        lettuce.shutdown();
      }
    }
  }

  private static ExternalCache<byte[]> cache(String uri) {
    return RedisCache.connect(uri)
        .namespace("speed")
        .codec(Codec.bytes())
        .deadline(Duration.ofSeconds(2))
        .maxValueBytes(10_000)
        .build();
  }

  private static String key(int i) {
    return "key" + (i & (KEYS - 1));
  }

  private static void compare(
      int threads,
      RedisClient jedis,
      ExternalCache<byte[]> cache,
      RedisCommands<String, String> lettuce)
      throws InterruptedException {
    SetParams tenMinutes = SetParams.setParams().px(600_000);
    String text = new String(VALUE, StandardCharsets.UTF_8);
    SetArgs lettuceMinutes = SetArgs.Builder.px(600_000);
    new Alternation(200, 200)
        .with("raw Jedis", i -> check(jedis.set(bytes(key(i)), VALUE, tenMinutes)))
        .with("Plimsoll", i -> check(cache.put(key(i), VALUE, TTL)))
        .with("Lettuce", i -> check(lettuce.set(key(i), text, lettuceMinutes)))
        .run("set", threads);
    new Alternation(200, 200)
        .with("raw Jedis", i -> check(jedis.get(bytes(key(i)))))
        .with("Plimsoll", i -> check(cache.get(key(i)).toOptional().orElse(null)))
        .with("Lettuce", i -> check(lettuce.get(key(i))))
        .run("get", threads);
  }

  private static void many(ExternalCache<byte[]> cache) throws InterruptedException {
    List<String> keys = IntStream.range(0, 100).mapToObj(RedisSpeed::key).toList();
    new Alternation(200, 5)
        .with("100 single gets", i -> keys.forEach(key -> check(cache.get(key))))
        .with("getAll of 100", i -> check(cache.getAll(keys)))
        .run("getAll", 1);
  }

  private static void near(String uri) throws InterruptedException {
    ConcurrentHashMap<String, Lookup<byte[]>> map = new ConcurrentHashMap<>();
    IntStream.range(0, KEYS).forEach(i -> map.put(key(i), new Lookup.Hit<>(VALUE)));
    String[] keys = IntStream.range(0, KEYS).mapToObj(RedisSpeed::key).toArray(String[]::new);
    try (NearCache<byte[]> near = NearCache.over(cache(uri)).limit(KEYS * 2).build()) {
      new Alternation(2_000, KEYS)
          .with("ConcurrentHashMap.get", i -> check(map.get(keys[i & (KEYS - 1)])))
          .with("near cache hit", i -> check(near.get(keys[i & (KEYS - 1)])))
          .run("near hit", 1);
    }
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  /** Keeps the result alive, and fails when there is none. */
  private static void check(@Nullable Object result) {
    if (result == null) {
      throw new IllegalStateException("no result");
    }
  }
}

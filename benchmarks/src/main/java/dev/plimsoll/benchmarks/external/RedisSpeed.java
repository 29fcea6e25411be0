package dev.plimsoll.benchmarks.external;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.Lookup;
import dev.plimsoll.external.NearCache;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.redis.RedisCache;
import dev.plimsoll.servers.FaultProxy;
import dev.plimsoll.servers.RedisServers;
import dev.plimsoll.servers.ServerProcess;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/** The cache on Redis beside raw Jedis, Lettuce and Redisson; a near hit beside a map. */
public final class RedisSpeed {

  private static final int KEYS = 512;
  private static final int ROUNDS = 300;
  private static final int BLOCK = 100;
  private static final byte[] VALUE = "v".repeat(100).getBytes(StandardCharsets.UTF_8);
  private static final Ttl TTL = Ttl.of(Duration.ofMinutes(10));
  private static final String[] ALL = {"get", "set", "peers", "getAll", "near"};

  private RedisSpeed() {}

  /**
   * Prints the tables.
   *
   * @param arguments which of them: get, set (both with "peers" beside Jedis), getAll, near; all of
   *     them unless told
   * @throws Exception when a measurement fails
   */
  public static void main(String[] arguments) throws Exception {
    Set<String> wanted = Set.of(arguments.length == 0 ? ALL : arguments);
    try (ServerProcess server = RedisServers.start()) {
      String uri = "redis://" + server.address();
      ConnectionPoolConfig pool = new ConnectionPoolConfig();
      pool.setMaxTotal(64);
      pool.setMaxIdle(64);
      try (RedisClient jedis =
              RedisClient.builder()
                  .hostAndPort("127.0.0.1", server.port())
                  .poolConfig(pool)
                  .build();
          Peers peers = new Peers(uri);
          ExternalCache<byte[]> cache = cache(uri)) {
        for (int i = 0; i < KEYS; i++) {
          check(jedis.set(bytes(key(i)), VALUE));
          check(cache.put(key(i), VALUE, TTL));
        }
        for (int threads : new int[] {1, 8}) {
          if (wanted.contains("get")) {
            run("get", threads, wanted, get(jedis, cache), peers.get());
          }
          if (wanted.contains("set")) {
            run("set", threads, wanted, set(jedis, cache), peers.set());
          }
        }
        if (wanted.contains("getAll")) {
          many(cache);
        }
        if (wanted.contains("near")) {
          near(server);
        }
      }
    }
  }

  /** Other clients of the same server. */
  private static final class Peers implements AutoCloseable {

    private final io.lettuce.core.RedisClient lettuceClient;
    private final RedissonClient redissonClient;
    private final RedisCommands<byte[], byte[]> lettuce;

    Peers(String uri) {
      lettuceClient = io.lettuce.core.RedisClient.create(uri);
      lettuce = lettuceClient.connect(ByteArrayCodec.INSTANCE).sync();
      Config config = new Config();
      config.useSingleServer().setAddress(uri);
      redissonClient = Redisson.create(config);
    }

    private RBucket<byte[]> redisson(int i) {
      return redissonClient.getBucket(key(i), org.redisson.client.codec.ByteArrayCodec.INSTANCE);
    }

    Map<String, Alternation.Operation> get() {
      return Map.of(
          "Lettuce", i -> check(lettuce.get(bytes(key(i)))),
          "Redisson", i -> check(redisson(i).get()));
    }

    Map<String, Alternation.Operation> set() {
      SetArgs tenMinutes = SetArgs.Builder.px(600_000);
      Duration alike = Duration.ofMinutes(10);
      return Map.of(
          "Lettuce", i -> check(lettuce.set(bytes(key(i)), VALUE, tenMinutes)),
          "Redisson", i -> redisson(i).set(VALUE, alike));
    }

    @Override
    public void close() {
      redissonClient.shutdown();
      lettuceClient.shutdown();
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

  private static Alternation set(RedisClient jedis, ExternalCache<byte[]> cache) {
    SetParams tenMinutes = SetParams.setParams().px(600_000);
    return new Alternation(ROUNDS, BLOCK)
        .with("raw Jedis", i -> check(jedis.set(bytes(key(i)), VALUE, tenMinutes)))
        .with("Plimsoll", i -> check(cache.put(key(i), VALUE, TTL)));
  }

  private static Alternation get(RedisClient jedis, ExternalCache<byte[]> cache) {
    return new Alternation(ROUNDS, BLOCK)
        .with("raw Jedis", i -> check(jedis.get(bytes(key(i)))))
        .with("Plimsoll", i -> check(cache.get(key(i)).toOptional().orElse(null)));
  }

  private static void run(
      String title,
      int threads,
      Set<String> wanted,
      Alternation two,
      Map<String, Alternation.Operation> peers)
      throws InterruptedException {
    if (wanted.contains("peers")) {
      peers.forEach(two::with);
    }
    two.run(title, threads);
  }

  private static void many(ExternalCache<byte[]> cache) throws InterruptedException {
    List<String> keys = IntStream.range(0, 100).mapToObj(RedisSpeed::key).toList();
    new Alternation(400, 5)
        .with("100 single gets", i -> keys.forEach(key -> check(cache.get(key))))
        .with("getAll of 100", i -> check(cache.getAll(keys)))
        .run("getAll", 1);
  }

  private static void near(ServerProcess server) throws InterruptedException {
    ConcurrentHashMap<String, Lookup<byte[]>> map = new ConcurrentHashMap<>();
    IntStream.range(0, KEYS).forEach(i -> map.put(key(i), new Lookup.Hit<>(VALUE)));
    String[] keys = IntStream.range(0, KEYS).mapToObj(RedisSpeed::key).toArray(String[]::new);
    try (FaultProxy proxy = FaultProxy.to(server.port()).replacing("7.0.15", "7.4.15");
        RedisClient caching = NearPeers.jedisClient(proxy.address());
        NearCache<byte[]> near =
            NearCache.over(cache("redis://" + server.address())).limit(KEYS * 2).build()) {
      new Alternation(2_000, KEYS)
          .with("ConcurrentHashMap.get", i -> check(map.get(keys[i & (KEYS - 1)])))
          .with("near cache hit", i -> check(near.get(keys[i & (KEYS - 1)])))
          .run("near hit", 1);
      new Alternation(1_000, KEYS)
          .with("Jedis client-side cache hit", i -> check(caching.get(keys[i & (KEYS - 1)])))
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

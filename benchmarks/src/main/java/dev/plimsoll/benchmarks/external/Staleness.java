package dev.plimsoll.benchmarks.external;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.NearCache;
import dev.plimsoll.external.Outcome;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.redis.RedisCache;
import dev.plimsoll.servers.FaultProxy;
import dev.plimsoll.servers.RedisServers;
import dev.plimsoll.servers.Resp;
import dev.plimsoll.servers.ServerProcess;
import java.time.Duration;
import java.util.function.Supplier;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.csc.CacheConfig;
import redis.clients.jedis.exceptions.JedisException;

/**
 * How long a near cache, ours or Jedis' own, answers an old value after it has changed. Jedis' own
 * needs Redis 7.4.
 */
public final class Staleness {

  private static final Ttl TTL = Ttl.of(Duration.ofMinutes(10));
  private static final long LONGEST_NANOS = 45_000_000_000L;

  private Staleness() {}

  /**
   * Prints the table.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    System.out.printf("%-26s %-22s %12s%n", "near cache", "event", "stale for ms");
    for (String event : new String[] {"remote write", "restart", "hung", "silent"}) {
      ours(event);
    }
    for (String event : new String[] {"remote write", "restart"}) {
      try {
        jedis(event);
      } catch (JedisException e) {
        System.out.printf("%-26s %-22s %s%n", "Jedis client-side cache", event, e.getMessage());
      }
    }
  }

  private static ExternalCache<String> cache(String address) {
    return RedisCache.connect("redis://" + address)
        .namespace("stale")
        .codec(Codec.utf8())
        .deadline(Duration.ofMillis(200))
        .maxValueBytes(1000)
        .build();
  }

  private static void ours(String event) {
    try (ServerProcess server = RedisServers.start();
        FaultProxy proxy = FaultProxy.to(server.port());
        ExternalCache<String> writer = cache(server.address());
        NearCache<String> near = NearCache.over(cache(proxy.address())).recordStats().build()) {
      write(writer, "old");
      long hits = near.nearHits();
      while (near.nearHits() < hits + 100) {
        near.get("k");
      }
      long changed = change(event, server, proxy, writer);
      print("Plimsoll", event, changed, () -> near.get("k").toOptional().orElse("none"));
    }
  }

  private static long change(
      String event, ServerProcess server, FaultProxy proxy, ExternalCache<String> writer) {
    switch (event) {
      case "restart" -> {
        server.kill();
        server.start();
        write(writer, "new");
      }
      case "hung" -> server.freeze();
      case "silent" -> {
        proxy.set(FaultProxy.Fault.PARTITION, 0);
        write(writer, "new");
      }
      default -> write(writer, "new");
    }
    return System.nanoTime();
  }

  private static void write(ExternalCache<String> writer, String value) {
    while (writer.put("k", value, TTL) != Outcome.APPLIED) {
      Thread.onSpinWait();
    }
  }

  private static void jedis(String event) {
    try (ServerProcess server = RedisServers.start();
        RedisClient caching =
            RedisClient.builder()
                .hostAndPort(new HostAndPort("127.0.0.1", server.port()))
                .clientConfig(DefaultJedisClientConfig.builder().resp3().build())
                .cacheConfig(CacheConfig.builder().maxSize(100).build())
                .build()) {
      set(server, "old");
      for (int i = 0; i < 100; i++) {
        caching.get("k");
      }
      if (event.equals("restart")) {
        server.kill();
        server.start();
      }
      set(server, "new");
      print("Jedis client-side cache", event, System.nanoTime(), () -> caching.get("k"));
    }
  }

  private static void set(ServerProcess server, String value) {
    Resp.once(server.port(), "SET", "k", value);
  }

  private static void print(String who, String event, long changed, Supplier<String> read) {
    long lastOld = changed;
    while (System.nanoTime() - changed < LONGEST_NANOS) {
      String seen = read(read);
      if (!"old".equals(seen)) {
        break;
      }
      lastOld = System.nanoTime();
    }
    double millis = (lastOld - changed) / 1e6;
    String prefix = lastOld - changed > LONGEST_NANOS * 0.99 ? "over " : "";
    System.out.printf("%-26s %-22s %7s%5.1f%n", who, event, prefix, millis);
  }

  /** A client that fails answers nothing old. */
  private static String read(Supplier<String> read) {
    try {
      return String.valueOf(read.get());
    } catch (RuntimeException e) {
      return "failed";
    }
  }
}

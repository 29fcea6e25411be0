package dev.plimsoll.benchmarks.external;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.ExternalCacheBuilder;
import dev.plimsoll.external.Outcome;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.memcached.MemcachedCache;
import dev.plimsoll.external.redis.RedisCache;
import dev.plimsoll.servers.CallTimes;
import dev.plimsoll.servers.FaultProxy;
import dev.plimsoll.servers.MemcachedServers;
import dev.plimsoll.servers.RedisCluster;
import dev.plimsoll.servers.RedisSentinels;
import dev.plimsoll.servers.RedisServers;
import dev.plimsoll.servers.Resp;
import dev.plimsoll.servers.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The long check of the deadlines: how long 64 threads' calls take while a server is in trouble,
 * and how soon a cache uses the server again. Every call loads when it must, so its value always
 * comes; its time is all remote. Exits with 1 when one call took longer than its deadline and 20
 * ms, or the cache was not back within a second.
 */
public final class FaultTimes {

  private static final int THREADS = 64;
  private static final int KEYS = 100;
  private static final Duration RUN = Duration.ofSeconds(3);
  private static final Duration DEADLINE = Duration.ofMillis(100);
  private static final long SLACK_MILLIS = 20;
  private static final double BACK_MILLIS = 1_000;
  private static final Ttl TTL = Ttl.of(Duration.ofMinutes(10));

  private static boolean allHold = true;

  private FaultTimes() {}

  /**
   * Prints the table.
   *
   * @param arguments none
   * @throws Exception when a measurement fails
   */
  public static void main(String[] arguments) throws Exception {
    System.out.printf(
        "%d threads, deadline %d ms%n%-12s %-12s %9s %11s %8s %8s %8s %8s%n",
        THREADS,
        DEADLINE.toMillis(),
        "adapter",
        "fault",
        "calls",
        "unavailable",
        "p50 ms",
        "p99 ms",
        "max ms",
        "back ms");
    all("redis", () -> RedisServers.start(), FaultTimes::redis);
    redisAlone();
    failingOver();
    all("memcached", () -> MemcachedServers.start(), FaultTimes::memcached);
    all("spymemcached", () -> MemcachedServers.start(), FaultTimes::spymemcached);
    System.out.println(allHold ? "every bound holds" : "a bound does not hold");
    System.exit(allHold ? 0 : 1);
  }

  private static ExternalCacheBuilder<String, ?> redis(String address) {
    return RedisCache.connect("redis://" + address).codec(Codec.utf8());
  }

  private static ExternalCacheBuilder<String, ?> memcached(String address) {
    return MemcachedCache.connect(address).codec(Codec.utf8());
  }

  private static ExternalCacheBuilder<String, ?> spymemcached(String address) {
    return MemcachedCache.connect(address).codec(Codec.utf8()).spymemcached();
  }

  private static ExternalCache<String> built(ExternalCacheBuilder<String, ?> builder) {
    return builder.namespace("faults").deadline(DEADLINE).maxValueBytes(10_000).build();
  }

  /** A fault's begin and end. */
  private record Fault(String name, Runnable begin, Runnable end) {}

  private static void all(
      String adapter,
      Supplier<ServerProcess> servers,
      Function<String, ExternalCacheBuilder<String, ?>> connect)
      throws InterruptedException {
    try (ServerProcess server = servers.get()) {
      server.kill();
      try (ExternalCache<String> cache = built(connect.apply(server.address()))) {
        run(adapter, cache, new Fault("down at start", () -> {}, server::start));
      }
    }
    for (String fault : List.of("killed", "hung", "slow", "dribble", "silent")) {
      try (ServerProcess server = servers.get();
          FaultProxy proxy = FaultProxy.to(server.port());
          ExternalCache<String> cache =
              built(connect.apply(proxied(fault) ? proxy.address() : server.address()))) {
        warm(cache);
        run(adapter, cache, fault(fault, server, proxy));
      }
    }
  }

  private static boolean proxied(String fault) {
    return !fault.equals("killed") && !fault.equals("hung");
  }

  private static Fault fault(String name, ServerProcess server, FaultProxy proxy) {
    Runnable pass = () -> proxy.set(FaultProxy.Fault.NONE, 0);
    return switch (name) {
      case "killed" -> new Fault(name, server::kill, server::start);
      case "hung" -> new Fault(name, server::freeze, server::thaw);
      case "slow" -> new Fault(name, () -> proxy.set(FaultProxy.Fault.DELAY, 300), pass);
      case "dribble" -> new Fault(name, () -> proxy.set(FaultProxy.Fault.DRIBBLE, 20), pass);
      default -> new Fault(name, () -> proxy.set(FaultProxy.Fault.PARTITION, 0), pass);
    };
  }

  /** What only Redis can suffer. */
  private static void redisAlone() throws InterruptedException {
    for (String name : List.of("flushed", "full", "wrong type")) {
      try (ServerProcess server = RedisServers.start("--maxmemory-policy", "noeviction");
          ExternalCache<String> cache = built(redis(server.address()))) {
        warm(cache);
        int port = server.port();
        Fault fault =
            switch (name) {
              case "flushed" -> new Fault(name, () -> ask(port, "FLUSHALL"), () -> {});
              case "full" ->
                  new Fault(
                      name,
                      () -> {
                        ask(port, "FLUSHALL");
                        ask(port, "CONFIG", "SET", "maxmemory", "1");
                      },
                      () -> ask(port, "CONFIG", "SET", "maxmemory", "0"));
              default -> new Fault(name, () -> listsInstead(port), () -> {});
            };
        run("redis", cache, fault);
      }
    }
  }

  private static void listsInstead(int port) {
    for (int i = 0; i < KEYS; i++) {
      ask(port, "DEL", "faults:k" + i);
      ask(port, "RPUSH", "faults:k" + i, "not a string");
    }
  }

  private static void ask(int port, String... words) {
    String unused = Resp.once(port, words);
  }

  /** Back is counted from the moment at which a replica has become the master. */
  private static void failingOver() throws InterruptedException {
    try (RedisSentinels sentinels = RedisSentinels.start();
        ExternalCache<String> cache =
            built(
                RedisCache.connectSentinel(RedisSentinels.MASTER_NAME, sentinels.addresses())
                    .codec(Codec.utf8()))) {
      warm(cache);
      run(
          "sentinel",
          cache,
          new Fault(
              "failing over", sentinels.firstMaster()::kill, sentinels::awaitReplicaIsMaster));
    }
    try (RedisCluster cluster = RedisCluster.start();
        ExternalCache<String> cache =
            built(RedisCache.connectCluster(cluster.addresses()).codec(Codec.utf8()))) {
      warm(cache);
      run(
          "cluster",
          cache,
          new Fault("failing over", cluster.masterOf(0)::kill, () -> cluster.awaitMasterOf(0)));
    }
  }

  private static void run(String adapter, ExternalCache<String> cache, Fault fault)
      throws InterruptedException {
    fault.begin().run();
    CallTimes times = CallTimes.of(THREADS, RUN, i -> call(cache, i));
    long unavailable = cache.stats().unavailable();
    fault.end().run();
    double back = untilBack(cache);
    boolean holds = times.millis(1) <= DEADLINE.toMillis() + SLACK_MILLIS && back <= BACK_MILLIS;
    allHold &= holds;
    System.out.printf(
        "%-12s %-13s %8d %11d %8.2f %8.2f %8.0f %8.0f%s%n",
        adapter,
        fault.name(),
        times.count(),
        unavailable,
        times.millis(0.5),
        times.millis(0.99),
        times.millis(1),
        back,
        holds ? "" : "   over the bound");
  }

  private static double untilBack(ExternalCache<String> cache) {
    long begin = System.nanoTime();
    for (int i = 0; i < KEYS; i++) {
      while (cache.put("k" + i, "v", TTL) != Outcome.APPLIED) {
        Thread.onSpinWait();
      }
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  private static void warm(ExternalCache<String> cache) {
    for (int i = 0; i < 20_000; i++) {
      Outcome unused = cache.put("k" + i % KEYS, "v".repeat(200), TTL);
    }
  }

  private static void call(ExternalCache<String> cache, int i) {
    if (cache.get("k" + i % KEYS, key -> "loaded", TTL).isEmpty()) {
      throw new IllegalStateException("a call came back without a value");
    }
  }
}

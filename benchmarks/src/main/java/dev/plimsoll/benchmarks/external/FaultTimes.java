package dev.plimsoll.benchmarks.external;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.ExternalCacheBuilder;
import dev.plimsoll.external.Outcome;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.memcached.MemcachedCache;
import dev.plimsoll.external.redis.RedisCache;
import dev.plimsoll.servers.FaultProxy;
import dev.plimsoll.servers.MemcachedServers;
import dev.plimsoll.servers.RedisServers;
import dev.plimsoll.servers.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How long 64 threads' calls take while a server is in trouble, and how soon a cache uses the
 * server again. Every call loads when it must, so its value always comes; its time is all remote.
 */
public final class FaultTimes {

  private static final int THREADS = 64;
  private static final long RUN_NANOS = 3_000_000_000L;
  private static final Duration DEADLINE = Duration.ofMillis(100);
  private static final Ttl TTL = Ttl.of(Duration.ofMinutes(10));

  private FaultTimes() {}

  /**
   * Prints the table.
   *
   * @param arguments none
   * @throws Exception when a measurement fails
   */
  public static void main(String[] arguments) throws Exception {
    System.out.printf(
        "%d threads, deadline %d ms%n%-12s %-10s %9s %9s %9s %9s %12s%n",
        THREADS,
        DEADLINE.toMillis(),
        "adapter",
        "fault",
        "calls",
        "p50 ms",
        "p99 ms",
        "max ms",
        "back in ms");
    all("redis", () -> RedisServers.start(), FaultTimes::redis);
    all("memcached", () -> MemcachedServers.start(), FaultTimes::memcached);
    all("spymemcached", () -> MemcachedServers.start(), FaultTimes::spymemcached);
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

  /** A fault's begin and end. */
  private record Fault(String name, Runnable begin, Runnable end) {}

  private static void all(
      String adapter,
      Supplier<ServerProcess> servers,
      Function<String, ExternalCacheBuilder<String, ?>> connect)
      throws InterruptedException {
    for (String fault : List.of("killed", "hung", "slow", "dribble", "silent")) {
      try (ServerProcess server = servers.get();
          FaultProxy proxy = FaultProxy.to(server.port());
          ExternalCache<String> cache =
              connect
                  .apply(proxied(fault) ? proxy.address() : server.address())
                  .namespace("faults")
                  .deadline(DEADLINE)
                  .maxValueBytes(10_000)
                  .build()) {
        one(adapter, cache, fault(fault, server, proxy));
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

  private static void one(String adapter, ExternalCache<String> cache, Fault fault)
      throws InterruptedException {
    warm(cache);
    fault.begin().run();
    List<Long> times = callAll(cache);
    fault.end().run();
    long back = System.nanoTime();
    while (cache.put("back", "v", TTL) != Outcome.APPLIED) {
      Thread.onSpinWait();
    }
    double backMillis = (System.nanoTime() - back) / 1e6;
    Collections.sort(times);
    System.out.printf(
        "%-12s %-10s %9d %9.2f %9.2f %9.2f %12.0f%n",
        adapter,
        fault.name(),
        times.size(),
        at(times, 0.5),
        at(times, 0.99),
        at(times, 1),
        backMillis);
  }

  private static void warm(ExternalCache<String> cache) {
    for (int i = 0; i < 20_000; i++) {
      Outcome unused = cache.put("k" + i % 100, "v".repeat(200), TTL);
    }
  }

  private static List<Long> callAll(ExternalCache<String> cache) throws InterruptedException {
    List<Long> times = Collections.synchronizedList(new ArrayList<>());
    long end = System.nanoTime() + RUN_NANOS;
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      Thread thread = new Thread(() -> call(cache, end, times));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return times;
  }

  private static void call(ExternalCache<String> cache, long end, List<Long> times) {
    List<Long> own = new ArrayList<>();
    for (int i = 0; System.nanoTime() < end; i++) {
      long start = System.nanoTime();
      String value = cache.get("k" + i % 100, key -> "loaded", TTL);
      own.add(System.nanoTime() - start);
      if (value.isEmpty()) {
        throw new IllegalStateException("a call came back without a value");
      }
      // A caller does something with its value: 64 busy loops would measure the scheduler.
      pause();
    }
    times.addAll(own);
  }

  private static void pause() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double at(List<Long> sorted, double part) {
    int index = (int) Math.ceil(part * sorted.size()) - 1;
    return sorted.get(Math.max(0, index)) / 1e6;
  }
}

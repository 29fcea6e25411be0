package dev.plimsoll.external;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.servers.CallTimes;
import dev.plimsoll.servers.Stalls;
import java.time.Duration;

/**
 * 64 threads against a server in trouble: how long their calls take, whether all are counted, and
 * how soon the cache uses the server again. Every call loads when it must, so its value always
 * comes and its time is all remote. What this process itself stood still is not counted.
 *
 * @param deadline of every call
 * @param time how long the trouble lasts
 * @param part of the calls that must keep the deadline, 20 ms aside
 */
public record FaultRun(Duration deadline, Duration time, double part) {

  /** For the test command, on whatever machine runs it. */
  public static final FaultRun SHORT =
      new FaultRun(Duration.ofMillis(500), Duration.ofSeconds(1), 0.99);

  /** For the long check: every single call. */
  public static final FaultRun LONG =
      new FaultRun(Duration.ofMillis(100), Duration.ofSeconds(3), 1);

  private static final int THREADS = 64;

  /** How many keys the calls are spread over: k0, k1 and so on. */
  public static final int KEYS = 100;

  private static final double SLACK_MILLIS = 20;
  private static final double BACK_MILLIS = 1_000;
  private static final Ttl TTL = Ttl.of(Duration.ofMinutes(10));

  /** A trouble's begin and end, and whether the cache cannot reach the server meanwhile. */
  public record Fault(String name, Runnable begin, Runnable end, boolean makesUnavailable) {}

  /** Builds the cache that is to be tried. */
  public ExternalCache<String> build(ExternalCacheBuilder<String, ?> builder) {
    return builder.namespace("faults").deadline(deadline).maxValueBytes(500_000).build();
  }

  /** Writes the keys until every node has taken some. */
  public static void warm(ExternalCache<String> cache) {
    for (int i = 0; i < 20 * KEYS; i++) {
      String key = key(i);
      Await.until(() -> cache.put(key, "v".repeat(200), TTL) == Outcome.APPLIED);
    }
  }

  private static String key(int i) {
    return "k" + i % KEYS;
  }

  /** Runs a fault, prints its line of the README's table, and holds it to the bounds. */
  public void check(String adapter, ExternalCache<String> cache, Fault fault) throws Exception {
    try (Stalls stalls = Stalls.watch()) {
      ExternalCacheStats before = cache.stats();
      fault.begin().run();
      CallTimes times = CallTimes.of(THREADS, time, i -> call(cache, i));
      ExternalCacheStats after = cache.stats();
      fault.end().run();
      double back = millisUntilBack(cache, stalls);
      CallTimes own = times.without(stalls);
      long unavailable = after.unavailable() - before.unavailable();
      System.out.printf(
          "| %s | %s | %,d | %,d | %.2f | %.2f | %.0f | %.0f |%n",
          adapter,
          fault.name(),
          times.count(),
          unavailable,
          times.millis(0.5),
          times.millis(0.99),
          times.millis(1),
          back);
      assertThat(own.millis(part)).isLessThanOrEqualTo(SLACK_MILLIS + deadline.toMillis());
      assertThat(lookups(after) - lookups(before)).isGreaterThanOrEqualTo(times.count());
      assertThat(unavailable).isGreaterThanOrEqualTo(fault.makesUnavailable() ? 1 : 0);
      assertThat(back).isLessThanOrEqualTo(BACK_MILLIS);
    }
  }

  private static long lookups(ExternalCacheStats stats) {
    return stats.hits() + stats.misses() + stats.unavailable();
  }

  private static void call(ExternalCache<String> cache, int i) {
    // Not by AssertJ, whose first assertion loads classes for longer than a call may take.
    if (cache.get(key(i), key -> "loaded", TTL).isEmpty()) {
      throw new AssertionError("an application got no value");
    }
  }

  private static double millisUntilBack(ExternalCache<String> cache, Stalls stalls) {
    long begin = System.nanoTime();
    long bound = begin + Duration.ofMinutes(1).toNanos();
    for (int i = 0; i < KEYS; i++) {
      while (cache.put(key(i), "v", TTL) != Outcome.APPLIED) {
        assertThat(System.nanoTime()).isLessThan(bound);
        Thread.onSpinWait();
      }
    }
    long end = System.nanoTime();
    return (end - begin - stalls.nanosWithin(begin, end)) / 1e6;
  }
}

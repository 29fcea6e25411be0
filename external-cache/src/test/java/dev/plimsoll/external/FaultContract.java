package dev.plimsoll.external;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.servers.CallTimes;
import dev.plimsoll.servers.FaultProxy;
import dev.plimsoll.servers.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every adapter does when its server is in trouble. The benchmark FaultTimes holds each single
 * call to its deadline; here it is 99 of 100, on whatever machine runs the tests.
 */
public abstract class FaultContract {

  private static final Ttl MINUTE = Ttl.of(Duration.ofMinutes(1));
  private static final Duration DEADLINE = Duration.ofMillis(500);
  private static final double MOST_MILLIS = 520;
  private static final Duration FAR_TOO_LONG = Duration.ofSeconds(15);
  private static final int THREADS = 64;

  private ServerProcess server;
  private FaultProxy proxy;
  private ExternalCache<String> cache;

  protected abstract ServerProcess startServer();

  protected abstract ExternalCacheBuilder<String, ?> connect(String address);

  @BeforeEach
  void start() {
    server = startServer();
    proxy = FaultProxy.to(server.port());
    cache = cacheAt(server.address());
  }

  @AfterEach
  void stop() {
    cache.close();
    proxy.close();
    server.close();
  }

  private ExternalCache<String> cacheAt(String address) {
    return connect(address).namespace("faults").deadline(DEADLINE).maxValueBytes(500_000).build();
  }

  private void useProxy() {
    cache.close();
    cache = cacheAt(proxy.address());
  }

  private void awaitService() {
    Await.until(() -> cache.put("k", "v", MINUTE) == Outcome.APPLIED);
    assertThat(cache.get("k").toOptional()).contains("v");
  }

  private void expectUnavailableButLoading() {
    assertThat(cache.get("k")).isInstanceOf(Lookup.Unavailable.class);
    assertThat(cache.put("k", "w", MINUTE)).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(cache.invalidate("k")).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(cache.touch("k", MINUTE)).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(cache.invalidateNamespace()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(cache.getAll(List.of("k", "l")).values())
        .allMatch(Lookup.Unavailable.class::isInstance);
    assertThat(cache.get("k", key -> "loaded", MINUTE)).isEqualTo("loaded");
    assertThat(cache.stats().unavailable()).isGreaterThanOrEqualTo(8);
  }

  @Test
  void loads_while_a_server_is_down_from_the_start_and_uses_it_when_it_comes() {
    cache.close();
    server.kill();
    cache = cacheAt(server.address());
    expectUnavailableButLoading();
    server.start();
    awaitService();
  }

  @Test
  void loads_while_a_server_is_killed_and_uses_it_when_it_is_back() {
    awaitService();
    server.kill();
    expectUnavailableButLoading();
    server.start();
    awaitService();
  }

  /** What can be wrong between a cache and its server. */
  private enum Trouble {
    KILLED,
    HUNG,
    SLOW,
    DRIBBLING,
    SILENT
  }

  @ParameterizedTest
  @EnumSource
  void ends_99_of_100_calls_of_64_threads_by_their_deadline_and_20_ms(Trouble trouble)
      throws Exception {
    useProxy();
    awaitService();
    begin(trouble);
    CallTimes times =
        CallTimes.of(
            THREADS,
            Duration.ofSeconds(2),
            i -> assertThat(cache.get("k" + i % 50, key -> "loaded", MINUTE)).isNotNull());
    assertThat(times.millis(0.99)).isLessThanOrEqualTo(MOST_MILLIS);
    assertThat(cache.stats().unavailable()).isPositive();
    end(trouble);
  }

  private void begin(Trouble trouble) {
    switch (trouble) {
      case KILLED -> server.kill();
      case HUNG -> server.freeze();
      case SLOW -> proxy.set(FaultProxy.Fault.DELAY, 3 * DEADLINE.toMillis());
      case DRIBBLING -> proxy.set(FaultProxy.Fault.DRIBBLE, 50);
      case SILENT -> proxy.set(FaultProxy.Fault.PARTITION, 0);
    }
  }

  private void end(Trouble trouble) {
    switch (trouble) {
      case KILLED -> server.start();
      case HUNG -> server.thaw();
      case SLOW, DRIBBLING, SILENT -> proxy.set(FaultProxy.Fault.NONE, 0);
    }
  }

  @Test
  void ends_a_large_write_that_a_hung_server_does_not_take() throws Exception {
    awaitService();
    server.freeze();
    String large = "x".repeat(400_000);
    long longest = longestOf64(() -> cache.put("large", large, MINUTE).toString());
    assertThat(Duration.ofNanos(longest)).isLessThan(FAR_TOO_LONG);
    server.thaw();
    awaitService();
  }

  @Test
  void ends_a_call_that_a_server_answers_one_byte_at_a_time() {
    useProxy();
    cache.put("k", "v".repeat(2_000), MINUTE);
    proxy.set(FaultProxy.Fault.DRIBBLE, 50);
    long start = System.nanoTime();
    assertThat(cache.get("k")).isInstanceOf(Lookup.Unavailable.class);
    // Each byte comes in time; all of them would take over a minute and a half.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FAR_TOO_LONG);
    proxy.set(FaultProxy.Fault.NONE, 0);
    awaitService();
  }

  @Test
  void ends_a_call_that_a_server_answers_too_late() {
    useProxy();
    awaitService();
    proxy.set(FaultProxy.Fault.DELAY, 3 * DEADLINE.toMillis());
    assertThat(cache.get("k")).isInstanceOf(Lookup.Unavailable.class);
    assertThat(cache.get("k", key -> "loaded", MINUTE)).isEqualTo("loaded");
    proxy.set(FaultProxy.Fault.NONE, 0);
    awaitService();
  }

  @Test
  void stops_calling_a_node_that_fails_and_says_so() {
    server.kill();
    Await.until(
        () ->
            cache.get("k") instanceof Lookup.Unavailable<String> away
                && away.cause() instanceof UnavailableException known
                && known.reason() == UnavailableException.Reason.CIRCUIT_OPEN);
    assertThat(cache.health())
        .allMatch(node -> node.state() != NodeHealth.State.UP && node.inFlight() == 0);
    server.start();
    awaitService();
    Await.until(() -> cache.get("k").isHit());
  }

  private static long longestOf64(Supplier<String> call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<CompletableFuture<Long>> all = new ArrayList<>();
      IntStream.range(0, THREADS)
          .forEach(i -> all.add(CompletableFuture.supplyAsync(() -> timed(call), threads)));
      long longest = 0;
      for (CompletableFuture<Long> one : all) {
        longest = Math.max(longest, one.get(1, TimeUnit.MINUTES));
      }
      return longest;
    } finally {
      threads.shutdown();
    }
  }

  private static long timed(Supplier<String> call) {
    long start = System.nanoTime();
    assertThat(call.get()).isNotNull();
    return System.nanoTime() - start;
  }
}

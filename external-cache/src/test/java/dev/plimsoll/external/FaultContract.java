package dev.plimsoll.external;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.external.FaultRun.Fault;
import dev.plimsoll.servers.CallTimes;
import dev.plimsoll.servers.FaultProxy;
import dev.plimsoll.servers.ServerProcess;
import dev.plimsoll.servers.Stalls;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every adapter does when its server is in trouble. */
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

  /** {@return the adapter's name in the table} */
  protected abstract String adapter();

  /** Removes every entry from a server. */
  protected abstract void flush(ServerProcess target);

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
    assertThat(cache.putIfAbsent("k", "w", MINUTE)).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(cache.compareAndSet("k", 1, "w", MINUTE)).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(cache.invalidate("k")).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(cache.touch("k", MINUTE)).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(cache.invalidateNamespace()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(cache.getAll(List.of("k", "l")).values())
        .allMatch(Lookup.Unavailable.class::isInstance);
    assertThat(cache.get("k", key -> "loaded", MINUTE)).isEqualTo("loaded");
    assertThat(cache.stats().unavailable()).isGreaterThanOrEqualTo(10);
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

  /** What can be wrong with a server, or between it and a cache. */
  private enum Trouble {
    DOWN_AT_START,
    KILLED,
    HUNG,
    SLOW,
    DRIBBLING,
    SILENT,
    FLUSHED
  }

  @ParameterizedTest
  @EnumSource
  void ends_99_of_100_calls_of_64_threads_by_their_deadline_and_is_back_within_a_second(
      Trouble trouble) throws Exception {
    check(trouble, FaultRun.SHORT);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource
  void ends_every_call_of_64_threads_by_its_deadline_and_is_back_within_a_second(Trouble trouble)
      throws Exception {
    check(trouble, FaultRun.LONG);
  }

  private void check(Trouble trouble, FaultRun run) throws Exception {
    boolean behindProxy =
        trouble == Trouble.SLOW || trouble == Trouble.DRIBBLING || trouble == Trouble.SILENT;
    cache.close();
    if (trouble == Trouble.DOWN_AT_START) {
      server.kill();
    }
    cache = run.build(connect(behindProxy ? proxy.address() : server.address()));
    Fault fault = fault(trouble);
    if (trouble != Trouble.DOWN_AT_START) {
      FaultRun.warm(cache);
    }
    run.check(adapter(), cache, fault);
  }

  private Fault fault(Trouble trouble) {
    Runnable pass = () -> proxy.set(FaultProxy.Fault.NONE, 0);
    return switch (trouble) {
      case DOWN_AT_START -> new Fault("down at start", () -> {}, server::start, true);
      case KILLED -> new Fault("killed", server::kill, server::start, true);
      case HUNG -> new Fault("hung (SIGSTOP)", server::freeze, server::thaw, true);
      case SLOW ->
          new Fault("slow (1.5 s)", () -> proxy.set(FaultProxy.Fault.DELAY, 1_500), pass, true);
      case DRIBBLING ->
          new Fault(
              "one byte each 20 ms", () -> proxy.set(FaultProxy.Fault.DRIBBLE, 20), pass, true);
      case SILENT ->
          new Fault("silent", () -> proxy.set(FaultProxy.Fault.PARTITION, 0), pass, true);
      case FLUSHED -> new Fault("flushed", () -> flush(server), () -> {}, false);
    };
  }

  @Test
  void ends_calls_that_wait_for_a_place_by_their_deadline_too() throws Exception {
    cache.close();
    cache =
        connect(server.address())
            .namespace("faults")
            .deadline(DEADLINE)
            .maxValueBytes(1_000)
            .maxInFlight(1)
            .build();
    awaitService();
    server.freeze();
    try (Stalls stalls = Stalls.watch()) {
      CallTimes times =
          CallTimes.of(
              THREADS, Duration.ofMillis(200), i -> assertThat(cache.get("k").isHit()).isFalse());
      assertThat(times.count()).isGreaterThanOrEqualTo(THREADS);
      // A pool that waits and then connects, each for the whole timeout, would take twice as long.
      assertThat(times.without(stalls).millis(0.99)).isLessThanOrEqualTo(MOST_MILLIS);
    }
    server.thaw();
    awaitService();
  }

  @Test
  void ends_a_large_write_that_a_hung_server_does_not_take() throws Exception {
    awaitService();
    server.freeze();
    String large = "x".repeat(400_000);
    CallTimes times =
        CallTimes.of(
            THREADS,
            Duration.ofMillis(200),
            i -> assertThat(cache.put("large", large, MINUTE)).isEqualTo(Outcome.UNAVAILABLE));
    assertThat(Duration.ofMillis((long) times.millis(1))).isLessThan(FAR_TOO_LONG);
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
  void uses_a_server_again_at_the_first_call_after_a_silence() {
    useProxy();
    awaitService();
    proxy.set(FaultProxy.Fault.PARTITION, 0);
    assertThat(cache.get("k")).isInstanceOf(Lookup.Unavailable.class);
    proxy.set(FaultProxy.Fault.NONE, 0);
    // What the silence swallowed must not be waited for by those who come after it.
    assertThat(cache.put("k", "w", MINUTE)).isEqualTo(Outcome.APPLIED);
    assertThat(cache.get("k").toOptional()).contains("w");
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
}

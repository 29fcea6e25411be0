package dev.plimsoll.external.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.external.Await;
import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.Lookup;
import dev.plimsoll.external.Outcome;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.UnavailableException.Reason;
import dev.plimsoll.external.UsedHeap;
import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.servers.MemcachedServers;
import dev.plimsoll.servers.ServerProcess;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.compat.log.LoggerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What spymemcached does wrong as it comes, and does not do here. */
class SpymemcachedSafetyIT {

  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final Ttl MINUTE = Ttl.of(Duration.ofMinutes(1));

  private ServerProcess server;

  /** Its log is chosen once, by who uses it first: here that may be the stranger. */
  @BeforeAll
  static void choose() {
    SpyLogger.install();
  }

  @BeforeEach
  void start() {
    server = MemcachedServers.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ExternalCache<String> cache() {
    return MemcachedCache.connect(server.address())
        .codec(Codec.utf8())
        .namespace("safe")
        .deadline(DEADLINE)
        .maxValueBytes(1_000)
        .spymemcached()
        .build();
  }

  /** As it comes it took all of them, 410 MiB, and kept them until the server went on. */
  @Test
  void holds_little_of_40_000_sets_to_a_hung_server_and_goes_on_when_it_does() throws Exception {
    int inFlight = 32;
    int sets = 40_000;
    byte[] value = new byte[10_000];
    try (SpyTransport transport =
        new SpyTransport(Address.parse(server.address()), inFlight, DEADLINE)) {
      transport.set("k", value, 60, Deadline.in(DEADLINE.toNanos()));
      long before = UsedHeap.bytes();
      server.freeze();
      Map<Reason, Integer> refused = new EnumMap<>(Reason.class);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < inFlight; i++) {
        threads.add(
            new Thread(
                () -> {
                  for (int j = 0; j < sets / inFlight; j++) {
                    Reason reason = reasonOf(transport, value);
                    synchronized (refused) {
                      refused.merge(reason, 1, Integer::sum);
                    }
                  }
                }));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(refused.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(sets);
      assertThat(UsedHeap.bytes() - before).isLessThan(16 << 20);
      server.thaw();
      Await.until(() -> takes(transport, value));
    }
  }

  private static Reason reasonOf(SpyTransport transport, byte[] value) {
    try {
      transport.set("k", value, 60, Deadline.in(TimeUnit.MILLISECONDS.toNanos(1)));
      throw new AssertionError("a server that hangs took a value");
    } catch (UnavailableException e) {
      return e.reason();
    }
  }

  private static boolean takes(SpyTransport transport, byte[] value) {
    try {
      transport.set("k", value, 60, Deadline.in(DEADLINE.toNanos()));
      return true;
    } catch (UnavailableException e) {
      return false;
    }
  }

  /** Tells when Java serialization makes one. */
  static final class Trap implements Serializable {

    private static final long serialVersionUID = 1;
    private static final AtomicBoolean SPRUNG = new AtomicBoolean();

    private void readObject(ObjectInputStream in) {
      SPRUNG.set(true);
    }
  }

  @Test
  void answers_a_miss_for_a_serialized_object_and_never_makes_it() throws Exception {
    MemcachedClient stranger =
        new MemcachedClient(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    try (ExternalCache<String> cache = cache()) {
      Await.until(() -> cache.put("k", "v", MINUTE) == Outcome.APPLIED);
      String name = new MemcachedKeys("safe").entry("k");
      assertThat(stranger.set(name, 60, new Trap()).get()).isTrue();
      assertThat(cache.get("k")).isEqualTo(new Lookup.Miss<>());
      assertThat(cache.stats().rejected()).isEqualTo(1);
      assertThat(Trap.SPRUNG).isFalse();
      assertThat(stranger.get(name)).isInstanceOf(Trap.class);
      assertThat(Trap.SPRUNG).isTrue();
    } finally {
      stranger.shutdown();
    }
  }

  @Test
  void runs_on_daemon_threads_that_end_with_the_cache() {
    try (ExternalCache<String> cache = cache()) {
      Await.until(() -> cache.put("k", "v", MINUTE) == Outcome.APPLIED);
      assertThat(its()).isNotEmpty().allMatch(Thread::isDaemon);
    }
    Await.until(() -> its().isEmpty());
  }

  private List<Thread> its() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("Memcached IO"))
        .filter(thread -> thread.getName().contains(":" + server.port()))
        .toList();
  }

  @Test
  void logs_to_the_system_logger() {
    cache().close();
    assertThat(LoggerFactory.getLogger("anything")).isInstanceOf(SpyLogger.class);
  }

  @Test
  void keeps_its_connection_when_a_value_is_too_large() {
    try (ExternalCache<String> cache = cache()) {
      Await.until(() -> cache.put("k", "v", MINUTE) == Outcome.APPLIED);
      for (int i = 0; i < 20; i++) {
        assertThat(cache.get("large", key -> "x".repeat(1_001), MINUTE)).hasSize(1_001);
        assertThat(cache.get("k").isHit()).isTrue();
      }
      assertThat(cache.stats().oversized()).isEqualTo(20);
      assertThat(cache.stats().unavailable()).isZero();
    }
  }
}

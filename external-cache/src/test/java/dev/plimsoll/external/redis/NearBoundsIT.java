package dev.plimsoll.external.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.external.Await;
import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.Lookup;
import dev.plimsoll.external.NearCache;
import dev.plimsoll.external.Outcome;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.memcached.MemcachedCache;
import dev.plimsoll.external.memcached.MemcachedCacheBuilder;
import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.servers.FaultProxy;
import dev.plimsoll.servers.MemcachedServers;
import dev.plimsoll.servers.Stalls;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * How long a near cache answers what is no longer so. Each bound holds every time it is tried; only
 * what this process itself stood still meanwhile, as a busy machine lets it, is not counted. The
 * benchmark Staleness tries the same on other near caches.
 */
class NearBoundsIT extends NearUnderTest {

  private final Stalls stalls = Stalls.watch();

  @AfterEach
  void stopWatching() {
    stalls.close();
  }

  private void write(String value, Ttl ttl) {
    Await.until(() -> writer.put("k", value, ttl) == Outcome.APPLIED);
  }

  private void keepNear(String value) {
    proxy.set(FaultProxy.Fault.NONE, 0);
    write(value, MINUTE);
    Await.until(() -> isNear("k") && value.equals(near.get("k").toOptional().orElse("")));
  }

  /** Reads until the value is gone, and answers for how many milliseconds it was still told. */
  private double toldSince(long moment, String value) {
    return toldSince(moment, value, near);
  }

  private double toldSince(long moment, String value, NearCache<String> by) {
    long last = moment;
    while (true) {
      long asked = System.nanoTime();
      if (!(by.get("k") instanceof Lookup.Hit<String> hit) || !hit.value().equals(value)) {
        return (last - moment - stalls.nanosWithin(moment, last)) / 1e6;
      }
      last = asked;
    }
  }

  @RepeatedTest(5)
  void is_stale_for_at_most_50_ms_after_somebody_elses_write() {
    keepNear("old");
    write("new", MINUTE);
    assertThat(toldSince(System.nanoTime(), "old")).isLessThanOrEqualTo(50);
  }

  @RepeatedTest(3)
  void is_stale_for_at_most_50_ms_after_a_crash_and_a_restart() {
    keepNear("old");
    server.kill();
    assertThat(toldSince(System.nanoTime(), "old")).isLessThanOrEqualTo(50);
    server.start();
    write("new", MINUTE);
    long written = System.nanoTime();
    assertThat(toldSince(written, "old")).isLessThanOrEqualTo(50);
    Await.until(() -> isNear("k"));
    assertThat(near.get("k").toOptional()).contains("new");
  }

  @RepeatedTest(3)
  void is_stale_for_at_most_500_ms_while_the_server_hangs() {
    keepNear("old");
    server.freeze();
    assertThat(toldSince(System.nanoTime(), "old")).isLessThanOrEqualTo(500);
    server.thaw();
  }

  @RepeatedTest(3)
  void is_stale_for_at_most_500_ms_after_a_write_behind_a_silent_partition() {
    keepNear("old");
    proxy.set(FaultProxy.Fault.PARTITION, 0);
    write("new", MINUTE);
    assertThat(toldSince(System.nanoTime(), "old")).isLessThanOrEqualTo(500);
  }

  @RepeatedTest(5)
  void keeps_a_copy_for_at_most_5_ms_past_the_end_of_its_entry() {
    keepNear("old");
    Duration life = Duration.ofMillis(500);
    write("brief", Ttl.of(life));
    long end = System.nanoTime() + life.toNanos();
    Await.until(() -> near.get("k").toOptional().orElse("").equals("brief"));
    assertThat(toldSince(end, "brief")).isLessThanOrEqualTo(5);
  }

  @RepeatedTest(3)
  void is_stale_over_memcached_for_at_most_its_local_time_to_live() {
    long local = 100;
    MemcachedCacheBuilder<String> memcached =
        MemcachedCache.connect(MemcachedServers.address())
            .codec(Codec.utf8())
            .namespace("near-" + UUID.randomUUID())
            .deadline(Duration.ofSeconds(2))
            .maxValueBytes(1_000);
    try (ExternalCache<String> other = memcached.build();
        NearCache<String> bounded =
            NearCache.over(memcached.build()).localTtl(Duration.ofMillis(local)).build()) {
      other.put("k", "old", MINUTE);
      assertThat(bounded.get("k").toOptional()).contains("old");
      other.put("k", "new", MINUTE);
      assertThat(toldSince(System.nanoTime(), "old", bounded)).isLessThanOrEqualTo(local + 5.0);
    }
  }

  @Test
  void reports_the_bytes_of_its_copies_and_takes_them_back() {
    RetentionLedger ledger = RetentionLedger.create();
    try (NearCache<String> told =
        NearCache.over(cache(server.address())).limit(2).retention(ledger).build()) {
      for (String key : new String[] {"a", "b", "c"}) {
        writer.put(key, "x".repeat(700), MINUTE);
      }
      Await.until(
          () -> {
            told.get("a");
            told.get("b");
            told.get("c");
            return told.size() == 2;
          });
      assertThat(ledger.totalBytes()).isBetween(1_400L, 2_000L);
      writer.invalidateNamespace();
      Await.until(() -> told.size() == 0);
      // The map is empty in one step, and tells of each copy afterwards.
      Await.until(() -> ledger.totalBytes() == 0);
    }
  }

  @Test
  void measures_its_copies_as_it_was_told() {
    RetentionLedger ledger = RetentionLedger.create();
    try (NearCache<String> told =
        NearCache.over(cache(server.address()))
            .retention(ledger)
            .footprint(value -> 10_000)
            .build()) {
      writer.put("a", "x", MINUTE);
      Await.until(
          () -> {
            told.get("a");
            return told.size() == 1;
          });
      assertThat(ledger.totalBytes()).isGreaterThanOrEqualTo(10_000);
    }
  }
}

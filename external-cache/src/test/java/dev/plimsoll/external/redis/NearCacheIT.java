package dev.plimsoll.external.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.plimsoll.external.Await;
import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.Lookup;
import dev.plimsoll.external.NearCache;
import dev.plimsoll.external.Outcome;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.memcached.MemcachedCache;
import dev.plimsoll.servers.FaultProxy;
import dev.plimsoll.servers.MemcachedServers;
import dev.plimsoll.servers.Resp;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a near cache does, told in RESP3; NearCacheResp2IT does the same in RESP2. */
class NearCacheIT extends NearUnderTest {

  @Test
  void answers_from_its_copy_without_asking_the_server() {
    putNear("k", "v");
    long asked = near.stats().hits();
    assertThat(near.get("k")).isEqualTo(near.get("k"));
    assertThat(near.stats().hits()).isEqualTo(asked);
  }

  @Test
  void drops_the_copy_when_somebody_else_writes() {
    putNear("k", "old");
    writer.put("k", "new", MINUTE);
    Await.until(() -> "new".equals(near.get("k").toOptional().orElse("")));
    assertThat(near.get("k").toOptional()).contains("new");
  }

  @Test
  void shows_its_own_writes_at_once() {
    putNear("k", "old");
    near.put("k", "new", MINUTE);
    assertThat(near.get("k").toOptional()).contains("new");
    near.invalidate("k");
    assertThat(near.get("k")).isEqualTo(new Lookup.Miss<>());
  }

  @Test
  void drops_everything_when_somebody_else_draws_a_new_generation() {
    putNear("k", "v");
    writer.invalidateNamespace();
    Await.until(() -> near.get("k") instanceof Lookup.Miss);
    assertThat(near.size()).isZero();
  }

  @Test
  void drops_everything_when_the_server_is_flushed() {
    putNear("k", "v");
    assertThat(Resp.once(server.port(), "FLUSHALL")).isEqualTo("OK");
    Await.until(() -> near.get("k") instanceof Lookup.Miss);
  }

  @Test
  void trusts_no_copy_while_the_server_is_silent() {
    putNear("k", "v");
    proxy.set(FaultProxy.Fault.PARTITION, 0);
    Await.until(() -> near.get("k") instanceof Lookup.Unavailable);
  }

  @Test
  void serves_nothing_old_after_a_restart_of_the_server() {
    putNear("k", "old");
    server.kill();
    server.start();
    writer.get("k");
    Await.until(() -> writer.put("k", "new", MINUTE) == Outcome.APPLIED);
    Await.until(() -> "new".equals(near.get("k").toOptional().orElse("")));
    Await.until(() -> isNear("k"));
    assertThat(near.get("k").toOptional()).contains("new");
  }

  @Test
  void lets_no_copy_outlive_its_entry() {
    putNear("long", "v");
    writer.put("k", "v", Ttl.of(Duration.ofMillis(400)));
    near.get("k");
    Await.until(() -> near.get("k") instanceof Lookup.Miss);
    assertThat(writer.get("k")).isEqualTo(new Lookup.Miss<>());
  }

  @Test
  void keeps_no_old_copy_when_reads_and_writes_race() throws Exception {
    putNear("n", "0");
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong wentBack = new AtomicLong();
    Thread reader = new Thread(() -> watch(done, wentBack));
    reader.start();
    for (int i = 1; i <= 2_000; i++) {
      writer.put("n", "" + i, MINUTE);
    }
    Await.until(() -> "2000".equals(near.get("n").toOptional().orElse("")));
    done.set(true);
    reader.join();
    assertThat(wentBack).hasValue(0);
    assertThat(near.get("n").toOptional()).contains("2000");
  }

  private void watch(AtomicBoolean done, AtomicLong wentBack) {
    long last = 0;
    while (!done.get()) {
      long seen = Long.parseLong(near.get("n").toOptional().orElse("0"));
      if (seen < last) {
        wentBack.incrementAndGet();
      }
      last = seen;
    }
  }

  @Test
  void leaves_heap_and_server_flat_when_many_keys_pass_through() {
    for (int i = 0; i < 20_000; i++) {
      near.get("k" + ThreadLocalRandom.current().nextLong());
    }
    assertThat(near.size()).isLessThanOrEqualTo(100);
    assertThat(Resp.once(server.port(), "INFO", "stats"))
        .contains("tracking_total_keys:0\r\n")
        .contains("tracking_total_prefixes:2\r\n");
  }

  @Test
  void needs_a_local_time_to_live_where_nobody_tells_of_writes() {
    ExternalCache<String> silent =
        MemcachedCache.connect(MemcachedServers.address())
            .namespace("near")
            .codec(Codec.utf8())
            .deadline(Duration.ofSeconds(2))
            .maxValueBytes(1000)
            .build();
    assertThatIllegalStateException()
        .isThrownBy(() -> NearCache.over(silent).build())
        .withMessageContaining("localTtl");
    try (NearCache<String> bounded =
        NearCache.over(silent).localTtl(Duration.ofMillis(200)).recordStats().build()) {
      bounded.put("k", "old", MINUTE);
      assertThat(bounded.get("k").isHit()).isTrue();
      silent.put("k", "new", MINUTE);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      Await.until(
          () -> "new".equals(bounded.get("k").toOptional().orElse("")) || System.nanoTime() > end);
      assertThat(bounded.get("k").toOptional()).contains("new");
    }
  }
}

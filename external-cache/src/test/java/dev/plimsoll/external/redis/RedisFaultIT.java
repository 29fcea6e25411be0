package dev.plimsoll.external.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.ExternalCacheBuilder;
import dev.plimsoll.external.FaultContract;
import dev.plimsoll.external.FaultRun;
import dev.plimsoll.external.FaultRun.Fault;
import dev.plimsoll.external.Lookup;
import dev.plimsoll.external.NodeHealth;
import dev.plimsoll.external.Outcome;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.servers.RedisServers;
import dev.plimsoll.servers.Resp;
import dev.plimsoll.servers.ServerProcess;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedisFaultIT extends FaultContract {

  private static final Ttl MINUTE = Ttl.of(Duration.ofMinutes(1));

  @Override
  protected ServerProcess startServer() {
    return RedisServers.start();
  }

  @Override
  protected ExternalCacheBuilder<String, ?> connect(String address) {
    return RedisCache.connect("redis://" + address).codec(Codec.utf8());
  }

  @Override
  protected String adapter() {
    return "Redis";
  }

  @Override
  protected void flush(ServerProcess target) {
    assertThat(Resp.once(target.port(), "FLUSHALL")).isEqualTo("OK");
  }

  private ExternalCache<String> patient(ServerProcess server) {
    return connect(server.address())
        .namespace("n")
        .deadline(Duration.ofSeconds(10))
        .maxValueBytes(2_000_000)
        .build();
  }

  /** What only Redis can suffer. */
  private enum Trouble {
    FULL,
    WRONG_TYPE
  }

  @ParameterizedTest
  @EnumSource
  void ends_99_of_100_calls_by_their_deadline_without_memory_or_on_lists(Trouble trouble)
      throws Exception {
    check(trouble, FaultRun.SHORT);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource
  void ends_every_call_by_its_deadline_without_memory_or_on_lists(Trouble trouble)
      throws Exception {
    check(trouble, FaultRun.LONG);
  }

  private void check(Trouble trouble, FaultRun run) throws Exception {
    try (ServerProcess server = RedisServers.start("--maxmemory-policy", "noeviction");
        ExternalCache<String> cache = run.build(connect(server.address()))) {
      Fault fault = fault(trouble, server.port());
      FaultRun.warm(cache);
      run.check(adapter(), cache, fault);
    }
  }

  private static Fault fault(Trouble trouble, int port) {
    return switch (trouble) {
      case FULL ->
          new Fault(
              "full (noeviction)",
              () -> {
                Resp.once(port, "FLUSHALL");
                Resp.once(port, "CONFIG", "SET", "maxmemory", "1");
              },
              () -> Resp.once(port, "CONFIG", "SET", "maxmemory", "0"),
              true);
      case WRONG_TYPE ->
          new Fault(
              "lists instead",
              () -> {
                for (int i = 0; i < FaultRun.KEYS; i++) {
                  Resp.once(port, "DEL", "faults:k" + i);
                  Resp.once(port, "RPUSH", "faults:k" + i, "not a string");
                }
              },
              () -> {},
              false);
    };
  }

  @Test
  void counts_a_full_memory_and_goes_on_reading_and_loading() {
    try (ServerProcess server =
            RedisServers.start("--maxmemory", "3mb", "--maxmemory-policy", "noeviction");
        ExternalCache<String> cache = patient(server)) {
      assertThat(cache.put("small", "v", MINUTE)).isEqualTo(Outcome.APPLIED);
      String large = "x".repeat(1_000_000);
      int applied = 0;
      while (applied < 10 && cache.put("k" + applied, large, MINUTE) == Outcome.APPLIED) {
        applied++;
      }
      assertThat(applied).isLessThan(10);
      assertThat(cache.get("small").isHit()).isTrue();
      assertThat(cache.get("other", key -> "loaded", MINUTE)).isEqualTo("loaded");
      assertThat(cache.stats().unavailable()).isPositive();
      assertThat(cache.health()).allMatch(node -> node.state() == NodeHealth.State.UP);
    }
  }

  @Test
  void answers_a_miss_for_a_key_of_another_type_and_writes_over_it() {
    try (ServerProcess server = RedisServers.start();
        ExternalCache<String> cache = patient(server)) {
      Resp.once(server.port(), "RPUSH", "n:list", "a");
      Resp.once(server.port(), "RPUSH", "n:other", "a");
      assertThat(cache.get("list")).isEqualTo(new Lookup.Miss<>());
      assertThat(cache.touch("list", MINUTE)).isEqualTo(Outcome.DECLINED);
      assertThat(cache.putIfAbsent("list", "v", MINUTE)).isEqualTo(Outcome.APPLIED);
      assertThat(cache.put("other", "v", MINUTE)).isEqualTo(Outcome.APPLIED);
      assertThat(cache.get("list").isHit()).isTrue();
      assertThat(cache.get("other").isHit()).isTrue();
    }
  }

  @Test
  void answers_misses_after_a_flush_and_stores_anew() {
    try (ServerProcess server = RedisServers.start();
        ExternalCache<String> cache = patient(server)) {
      cache.put("k", "v", MINUTE);
      Resp.once(server.port(), "FLUSHALL");
      assertThat(cache.get("k")).isEqualTo(new Lookup.Miss<>());
      assertThat(cache.touch("k", MINUTE)).isEqualTo(Outcome.DECLINED);
      assertThat(cache.put("k", "w", MINUTE)).isEqualTo(Outcome.APPLIED);
      assertThat(cache.get("k").toOptional()).contains("w");
    }
  }
}

package dev.plimsoll.external.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.external.internal.SocketWatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemcachedNamesTest {

  private final MemcachedKeys keys = new MemcachedKeys("users");

  @Test
  void keeps_a_plain_key_readable() {
    assertThat(keys.entry("alice@example.org")).isEqualTo("users:=alice@example.org");
  }

  @Test
  void replaces_a_key_that_the_server_would_misread_by_a_hash() {
    for (String key : List.of("a b", "a\r\nset x 0 0 1", "grün", "\u0000", "k".repeat(251))) {
      assertThat(keys.entry(key)).matches("users:#[A-Za-z0-9_-]{43}");
    }
  }

  @Test
  void keeps_every_name_within_250_bytes_at_the_border() {
    int room = 250 - "users:=".length();
    assertThat(keys.entry("k".repeat(room))).hasSize(250).startsWith("users:=");
    assertThat(keys.entry("k".repeat(room + 1))).startsWith("users:#");
  }

  @Test
  void keeps_a_key_apart_from_one_that_looks_like_its_hash() {
    String hashed = keys.entry("a b").substring("users:".length());
    assertThat(keys.entry(hashed)).isNotEqualTo(keys.entry("a b"));
  }

  @Test
  void tells_times_over_thirty_days_as_a_moment() {
    long now = 1_700_000_000_000L;
    assertThat(MemcachedTime.exptime(0, now)).isZero();
    assertThat(MemcachedTime.exptime(1, now)).isEqualTo(2);
    assertThat(MemcachedTime.exptime(60_000, now)).isEqualTo(61);
    long sixtyDays = 60L * 24 * 60 * 60 * 1000;
    assertThat(MemcachedTime.exptime(sixtyDays, now))
        .isEqualTo((int) ((now + sixtyDays) / 1000 + 1));
    assertThat(MemcachedTime.exptime(Long.MAX_VALUE / 4, now)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void spreads_keys_evenly_and_moves_few_when_a_server_comes() {
    try (SocketWatch watch = new SocketWatch("test")) {
      KetamaRing three = ring(watch, 3);
      KetamaRing four = ring(watch, 4);
      Map<Address, Integer> counts = new HashMap<>();
      long moved = 0;
      for (int i = 0; i < 30_000; i++) {
        Address before = three.nodeOf("key" + i).address();
        counts.merge(before, 1, Integer::sum);
        moved += before.equals(four.nodeOf("key" + i).address()) ? 0 : 1;
      }
      assertThat(counts.values()).hasSize(3).allMatch(count -> count > 7_000 && count < 13_000);
      assertThat(moved).isBetween(4_500L, 10_500L);
    }
  }

  private static KetamaRing ring(SocketWatch watch, int nodes) {
    return new KetamaRing(
        IntStream.range(0, nodes)
            .mapToObj(i -> new Address("10.0.0." + i, 11211))
            .map(address -> new MemcachedNode(address, 1, new MetaTransport(address, watch)))
            .toList());
  }
}

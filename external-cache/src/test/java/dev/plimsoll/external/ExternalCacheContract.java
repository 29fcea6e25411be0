package dev.plimsoll.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.plimsoll.external.internal.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every adapter does alike, on a real server: the parts before, and what is not its own. */
public abstract class ExternalCacheContract extends LoadingContract {

  @Test
  void answers_a_counted_miss_for_whatever_is_not_its_own() {
    ExternalCache<String> cache = cache();
    cache.put("k", "value", MINUTE);
    cache.put("other", "theirs", MINUTE);
    byte[] sound = raw(namespace, "k");
    List<byte[]> foreign =
        List.of(
            new byte[0],
            "plain text".getBytes(StandardCharsets.UTF_8),
            new byte[200],
            raw(namespace, "other"),
            Arrays.copyOf(sound, sound.length - 1),
            Arrays.copyOf(sound, Envelope.HEADER));
    for (byte[] bytes : foreign) {
      overwrite(namespace, "k", bytes);
      assertThat(cache.get("k")).isEqualTo(new Lookup.Miss<>());
    }
    assertThat(cache.stats().rejected()).isEqualTo(foreign.size());
  }

  @Test
  void answers_a_miss_for_bytes_of_another_codec() {
    cache(Codec.bytes()).put("k", new byte[] {1, 2}, MINUTE);
    ExternalCache<String> strings = cache();
    assertThat(strings.get("k")).isEqualTo(new Lookup.Miss<>());
    assertThat(strings.stats().rejected()).isEqualTo(1);
  }

  @Test
  void tells_that_every_node_is_up() {
    ExternalCache<String> cache = cache();
    cache.put("k", "v", MINUTE);
    assertThat(cache.health())
        .isNotEmpty()
        .allMatch(node -> node.state() == NodeHealth.State.UP && node.inFlight() == 0);
  }

  @Test
  void counts_hits_misses_and_writes() {
    ExternalCache<String> cache = cache();
    cache.get("k");
    cache.put("k", "v", MINUTE);
    cache.get("k");
    cache.getAll(List.of("k", "l"));
    ExternalCacheStats stats = cache.stats();
    assertThat(stats.hits()).isEqualTo(2);
    assertThat(stats.misses()).isEqualTo(2);
    assertThat(stats.writes()).isEqualTo(1);
    assertThat(stats.hitRate()).isEqualTo(0.5);
    assertThat(stats.unavailable()).isZero();
  }

  @Test
  void refuses_to_be_used_after_it_was_closed() {
    ExternalCache<String> cache = cache();
    cache.close();
    cache.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> cache.get("k"))
        .withMessageContaining("closed");
  }
}

package dev.plimsoll.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is put is what is found. */
public abstract class ValuesContract extends CacheUnderTest {

  @Test
  void answers_a_miss_for_a_key_that_was_never_put() {
    assertThat(cache().get("nobody")).isEqualTo(new Lookup.Miss<>());
  }

  @Test
  void answers_what_was_put() {
    ExternalCache<String> cache = cache();
    assertThat(cache.put("k", "grün", MINUTE)).isEqualTo(Outcome.APPLIED);
    assertThat(valueOf(cache.get("k"))).isEqualTo("grün");
  }

  @Test
  void takes_any_string_as_a_key() {
    ExternalCache<String> cache = cache();
    List<String> keys =
        List.of(
            "", " ", "a b", "line\r\nset x 0 0 1", "\u0000", "naïve", "k".repeat(5_000), "{a}b");
    keys.forEach(key -> assertThat(cache.put(key, "v" + key, MINUTE)).isEqualTo(Outcome.APPLIED));
    keys.forEach(key -> assertThat(valueOf(cache.get(key))).isEqualTo("v" + key));
    assertThat(cache.getAll(keys).values()).allMatch(Lookup::isHit);
  }

  @Test
  void keeps_bytes_as_they_are_and_hands_out_copies() {
    ExternalCache<byte[]> cache = cache(Codec.bytes());
    byte[] bytes = new byte[LIMIT];
    new Random(7).nextBytes(bytes);
    cache.put("k", bytes, MINUTE);
    byte[] first = valueOf(cache.get("k"));
    first[0]++;
    assertThat(valueOf(cache.get("k"))).isEqualTo(bytes);
  }

  @Test
  void keeps_an_empty_value_apart_from_a_miss() {
    ExternalCache<String> cache = cache();
    cache.put("k", "", MINUTE);
    assertThat(valueOf(cache.get("k"))).isEmpty();
  }

  @Test
  void keeps_namespaces_apart() {
    ExternalCache<String> other = opened(configured(Codec.utf8(), namespace + "x"));
    cache().put("k", "mine", MINUTE);
    assertThat(other.get("k")).isEqualTo(new Lookup.Miss<>());
  }

  @Test
  void shows_one_cache_objects_writes_to_another() {
    cache().put("k", "v", MINUTE);
    assertThat(valueOf(cache().get("k"))).isEqualTo("v");
  }

  @Test
  void answers_many_keys_at_once_in_their_order() {
    ExternalCache<String> cache = cache();
    List<String> keys = IntStream.range(0, 100).mapToObj(i -> "k" + i).toList();
    keys.forEach(key -> cache.put(key, "v" + key, MINUTE));
    cache.invalidate("k50");
    Map<String, Lookup<String>> answers = cache.getAll(keys);
    assertThat(answers.keySet()).containsExactlyElementsOf(keys);
    assertThat(answers.get("k50")).isEqualTo(new Lookup.Miss<>());
    assertThat(answers.values().stream().filter(Lookup::isHit)).hasSize(99);
    assertThat(valueOf(answers.get("k99"))).isEqualTo("vk99");
  }

  @Test
  void answers_no_keys_with_nothing() {
    assertThat(cache().getAll(List.of())).isEmpty();
  }

  @Test
  void refuses_a_value_over_the_limit_before_anything_is_sent() {
    ExternalCache<byte[]> cache = cache(Codec.bytes());
    assertThatExceptionOfType(ValueTooLargeException.class)
        .isThrownBy(() -> cache.put("k", new byte[LIMIT + 1], MINUTE))
        .withMessageContaining("100001")
        .withMessageContaining("maxValueBytes(100000)");
    assertThat(cache.get("k")).isEqualTo(new Lookup.Miss<>());
    assertThat(cache.stats().oversized()).isEqualTo(1);
  }

  @Test
  void hands_out_a_loaded_value_over_the_limit_without_keeping_it() {
    ExternalCache<byte[]> cache = cache(Codec.bytes());
    assertThat(cache.get("k", key -> new byte[LIMIT + 1], MINUTE)).hasSize(LIMIT + 1);
    assertThat(cache.get("k")).isEqualTo(new Lookup.Miss<>());
  }
}

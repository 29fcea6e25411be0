package dev.plimsoll.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class NearTokensTest {

  private final Map<String, String> copies = new ConcurrentHashMap<>();
  private final NearTokens<String> tokens = new NearTokens<>(copies);

  @Test
  void keeps_the_copy_of_an_undisturbed_fetch() {
    NearTokens.Token token = tokens.begin("k");
    tokens.end("k", token, "v");
    assertThat(copies).containsEntry("k", "v");
  }

  @Test
  void keeps_no_copy_of_a_fetch_that_a_write_overtook() {
    NearTokens.Token token = tokens.begin("k");
    tokens.changed("k");
    tokens.end("k", token, "old");
    assertThat(copies).isEmpty();
  }

  @Test
  void keeps_no_copy_of_a_fetch_that_a_gap_overtook() {
    NearTokens.Token token = tokens.begin("k");
    tokens.changedAll();
    tokens.end("k", token, "old");
    assertThat(copies).isEmpty();
  }

  @Test
  void lets_a_fetch_that_began_after_the_write_keep_its_copy() {
    NearTokens.Token before = tokens.begin("k");
    tokens.changed("k");
    NearTokens.Token after = tokens.begin("k");
    tokens.end("k", after, "new");
    tokens.end("k", before, "old");
    assertThat(copies).containsEntry("k", "new");
  }

  @Test
  void shares_one_token_between_fetches_at_the_same_time() {
    NearTokens.Token first = tokens.begin("k");
    NearTokens.Token second = tokens.begin("k");
    tokens.end("k", first, "v");
    tokens.changed("k");
    tokens.end("k", second, "v");
    assertThat(copies).isEmpty();
  }

  @Test
  void drops_the_copy_when_a_fetch_finds_nothing() {
    copies.put("k", "v");
    tokens.end("k", tokens.begin("k"), null);
    assertThat(copies).isEmpty();
  }
}

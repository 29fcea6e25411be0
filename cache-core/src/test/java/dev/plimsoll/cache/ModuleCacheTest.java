package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModuleCacheTest {

  @Test
  void a_second_cache_of_one_owner_and_name_is_refused() {
    ModuleCache<String, String> first = ModuleCache.of(ModuleCacheTest.class, "twice", 5);
    assertThatIllegalStateException()
        .isThrownBy(() -> ModuleCache.of(ModuleCacheTest.class, "twice", 5))
        .withMessageContaining("\"twice\"");
    assertThat(first.name()).isEqualTo("twice");
  }

  @Test
  void every_hook_runs_newest_first_even_if_one_throws() {
    ModuleCache<String, String> cache = ModuleCache.of(ModuleCacheTest.class, "hooks", 5);
    List<String> ran = new ArrayList<>();
    cache.onClear(() -> ran.add("oldest"));
    Registration failing =
        cache.onClear(
            () -> {
              throw new IllegalStateException("in the middle");
            });
    cache.onClear(() -> ran.add("newest"));
    cache.put("key", "value");
    assertThatExceptionOfType(ClearFailedException.class)
        .isThrownBy(cache::clear)
        .withCauseInstanceOf(IllegalStateException.class);
    failing.close();
    assertThat(ran).containsExactly("newest", "oldest");
    assertThat(cache.get("key")).isNull();
  }

  @Test
  void the_caches_of_a_class_loader_are_cleared_together() {
    ModuleCache<String, String> cache = ModuleCache.of(ModuleCacheTest.class, "by loader", 5);
    cache.put("key", "value");
    CacheRegistry.clearAll(ModuleCacheTest.class.getClassLoader());
    assertThat(cache.get("key")).isNull();
  }
}

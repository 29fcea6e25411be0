package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
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

  @Test
  void an_owner_may_be_a_class_a_module_a_class_loader_or_a_name() throws Exception {
    Module module = ModuleCacheTest.class.getModule();
    try (URLClassLoader loader = new URLClassLoader(new URL[0])) {
      List<ModuleCache<String, String>> caches =
          List.of(
              ModuleCache.<String, String>builder(ModuleCacheTest.class, "owned").limit(1).build(),
              ModuleCache.<String, String>builder(module, "owned").limit(1).build(),
              ModuleCache.<String, String>builder(loader, "owned").limit(1).build(),
              ModuleCache.<String, String>builder("owner", "owned").limit(1).build());
      List<Runnable> clears =
          List.of(
              () -> CacheRegistry.clearAll(ModuleCacheTest.class),
              () -> CacheRegistry.clearAll(module),
              () -> CacheRegistry.clearAll(loader),
              () -> CacheRegistry.clearAll("owner"));
      for (int i = 0; i < caches.size(); i++) {
        caches.forEach(cache -> cache.put("key", "value"));
        clears.get(i).run();
        for (ModuleCache<String, String> cache : caches) {
          assertThat(cache.get("key")).isEqualTo(cache == caches.get(i) ? null : "value");
        }
      }
    }
  }

  @Test
  void an_owner_and_a_cache_are_not_kept_by_the_registry() throws Exception {
    WeakReference<ClassLoader> loader = registerUnderLoader();
    for (int i = 0; i < 20 && loader.get() != null; i++) {
      System.gc();
    }
    assertThat(loader.get()).isNull();
    assertThat(CacheRegistry.all()).noneMatch(cache -> cache.name().equals("dropped"));
  }

  private static WeakReference<ClassLoader> registerUnderLoader() throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[0])) {
      ModuleCache<String, Object> cache =
          ModuleCache.<String, Object>builder(loader, "dropped").limit(1).build();
      cache.put("owner", loader);
      assertThat(CacheRegistry.all()).anyMatch(found -> found.name().equals("dropped"));
      return new WeakReference<>(loader);
    }
  }

  @Test
  void one_that_is_unregistered_leaves_its_name_and_works_on() {
    ModuleCache<String, String> first = ModuleCache.of(ModuleCacheTest.class, "leaves", 5);
    first.put("key", "value");
    first.unregister();
    ModuleCache<String, String> second = ModuleCache.of(ModuleCacheTest.class, "leaves", 5);
    second.put("key", "value");
    first.unregister();
    CacheRegistry.clearAll(ModuleCacheTest.class);
    assertThat(first.get("key")).isEqualTo("value");
    assertThat(second.get("key")).isNull();
  }

  @Test
  void two_caches_whose_hooks_clear_each_other_are_cleared_once() {
    ModuleCache<String, String> one = ModuleCache.of(ModuleCacheTest.class, "one", 5);
    ModuleCache<String, String> other = ModuleCache.of(ModuleCacheTest.class, "other", 5);
    List<String> ran = new ArrayList<>();
    one.onClear(
        () -> {
          ran.add("one");
          other.clear();
        });
    other.onClear(
        () -> {
          ran.add("other");
          one.put("late", "value");
          one.clear();
        });
    one.clear();
    assertThat(ran).containsExactly("one", "other");
    assertThat(one.get("late")).isNull();
    other.clear();
    assertThat(ran).containsExactly("one", "other", "other", "one");
  }

  @Test
  void all_failures_of_hooks_come_as_one_exception() {
    ModuleCache<String, String> cache = ModuleCache.of(ModuleCacheTest.class, "failures", 5);
    cache.onClear(
        () -> {
          throw new NoClassDefFoundError("oldest");
        });
    cache.onClear(
        () -> {
          throw new java.io.IOException("newest");
        });
    assertThatExceptionOfType(ClearFailedException.class)
        .isThrownBy(cache::clear)
        .withMessageContaining("2 step(s)")
        .satisfies(
            e -> {
              assertThat(e.getCause()).hasMessage("newest");
              assertThat(e.getSuppressed()).singleElement().isInstanceOf(LinkageError.class);
            });
    cache.unregister();
  }

  @Test
  void causes_are_told_rightly_wherever_housekeeping_runs() {
    List<Runnable> tasks = new ArrayList<>();
    causes_are_told_rightly(tasks, tasks::add);
    causes_are_told_rightly(tasks, task -> task.run());
  }

  private static void causes_are_told_rightly(List<Runnable> tasks, Executor executor) {
    List<String> causes = new ArrayList<>();
    ModuleCache<String, String> cache =
        ModuleCache.<String, String>builder("causes", "of " + executor)
            .limit(50)
            .footprint(String::length)
            .executor(executor)
            .removalListener((key, value, cause) -> causes.add(key + cause))
            .build();
    cache.put("a", "1");
    cache.put("b", "1");
    cache.remove("a");
    assertThat(cache.shed(1)).isEqualTo(1);
    cache.put("c", "1");
    cache.put("d", "1");
    cache.clear();
    List.copyOf(tasks).forEach(Runnable::run);
    tasks.clear();
    assertThat(causes).containsExactlyInAnyOrder("aREMOVED", "bEVICTED", "cCLEARED", "dCLEARED");
  }
}

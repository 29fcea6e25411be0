package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CacheRegistryTest {

  private final LimitableMap<String, Object> map = new LimitableMap<>();

  @Test
  void finds_a_cache_under_its_owner_until_it_is_unregistered() {
    Registration registration = CacheRegistry.register("finds", "map", map);
    assertThat(namesOf("finds")).containsExactly("map");
    registration.close();
    registration.close();
    assertThat(namesOf("finds")).isEmpty();
  }

  @Test
  void two_live_caches_of_one_owner_and_name_are_refused() {
    try (Registration first = CacheRegistry.register("twice", "map", map)) {
      assertThat(first).isNotNull();
      assertThatIllegalStateException()
          .isThrownBy(() -> CacheRegistry.register("twice", "map", new LimitableMap<>()))
          .withMessageContaining("\"map\"")
          .withMessageContaining("twice");
    }
  }

  @Test
  void clears_what_belongs_to_an_owner_and_nothing_else() {
    LimitableMap<String, Object> other = new LimitableMap<>();
    map.put("key", 1);
    other.put("key", 1);
    try (Registration first = CacheRegistry.register("mine", "map", map);
        Registration second = CacheRegistry.register("theirs", "map", other)) {
      assertThat(List.of(first, second)).doesNotContainNull();
      CacheRegistry.clearAll("mine");
      assertThat(map).isEmpty();
      assertThat(other).hasSize(1);
    }
  }

  @Test
  void clears_by_module() {
    Module module = String.class.getModule();
    map.put("key", 1);
    try (Registration registration = CacheRegistry.register(module, "map", map)) {
      assertThat(registration).isNotNull();
      CacheRegistry.clearAll(module);
      assertThat(map).isEmpty();
    }
  }

  @Test
  void clears_by_class_loader_what_belongs_to_its_descendants_and_not_to_its_parent()
      throws Exception {
    LimitableMap<String, Object> inChild = new LimitableMap<>();
    LimitableMap<String, Object> inParent = new LimitableMap<>();
    try (URLClassLoader parent = new URLClassLoader(new URL[0]);
        URLClassLoader application = new URLClassLoader(new URL[0], parent);
        URLClassLoader jsp = new URLClassLoader(new URL[0], application);
        Registration first = CacheRegistry.register(parent, "map", inParent);
        Registration second = CacheRegistry.register(application, "map", map);
        Registration third = CacheRegistry.register(jsp, "map", inChild)) {
      assertThat(List.of(first, second, third)).doesNotContainNull();
      List.of(map, inChild, inParent).forEach(each -> each.put("key", 1));
      CacheRegistry.clearAll(application);
      assertThat(map).isEmpty();
      assertThat(inChild).isEmpty();
      assertThat(inParent).hasSize(1);
    }
  }

  @Test
  void clears_by_class_loader_what_is_registered_under_a_module_of_it() {
    Module module = CacheRegistryTest.class.getModule();
    map.put("key", 1);
    try (Registration registration = CacheRegistry.register(module, "in module", map)) {
      assertThat(registration).isNotNull();
      CacheRegistry.clearAll(CacheRegistryTest.class.getClassLoader());
      assertThat(map).isEmpty();
    }
  }

  @Test
  void owners_of_different_kinds_that_are_called_the_same_are_different() {
    String name = CacheRegistryTest.class.getName();
    LimitableMap<String, Object> ofName = new LimitableMap<>();
    try (Registration first = CacheRegistry.register(CacheRegistryTest.class, "kinds", map);
        Registration second = CacheRegistry.register(name, "kinds", ofName)) {
      assertThat(List.of(first, second)).doesNotContainNull();
      map.put("key", 1);
      ofName.put("key", 1);
      CacheRegistry.clearAll(name);
      assertThat(ofName).isEmpty();
      assertThat(map).hasSize(1);
    }
  }

  @Test
  void nulls_are_refused_by_name() {
    assertThatNullPointerException()
        .isThrownBy(() -> CacheRegistry.register("owner", "name", null))
        .withMessage("cache");
    assertThatNullPointerException()
        .isThrownBy(() -> CacheRegistry.register((Module) null, "name", map))
        .withMessage("owner");
    assertThatNullPointerException()
        .isThrownBy(() -> CacheRegistry.clearAll((Class<?>) null))
        .withMessage("owner");
    assertThatNullPointerException()
        .isThrownBy(() -> CacheRegistry.clearAll((ClassLoader) null))
        .withMessage("loader");
  }

  @Test
  void one_cache_that_fails_leaves_none_uncleared() {
    Clearable failing =
        () -> {
          throw new UnsupportedOperationException("clear");
        };
    map.put("key", 1);
    try (Registration first = CacheRegistry.register("failing", "a", failing);
        Registration second = CacheRegistry.register("failing", "b", failing);
        Registration third = CacheRegistry.register("failing", "map", map)) {
      assertThat(List.of(first, second, third)).doesNotContainNull();
      assertThatExceptionOfType(ClearFailedException.class)
          .isThrownBy(() -> CacheRegistry.clearAll("failing"))
          .withCauseInstanceOf(UnsupportedOperationException.class)
          .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
      assertThat(map).isEmpty();
    }
  }

  @Test
  void a_blank_name_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CacheRegistry.register("owner", " ", map))
        .withMessageContaining("\" \"");
  }

  @Test
  void a_class_loader_is_let_go_with_the_caches_of_its_classes() throws Exception {
    WeakReference<ClassLoader> loader = runPluginAndClear(null);
    assertThat(collected(loader)).isTrue();
  }

  @Test
  void and_is_kept_by_a_cache_elsewhere_until_that_one_is_cleared() throws Exception {
    WeakReference<ClassLoader> loader = runPluginAndClear(map);
    assertThat(collected(loader)).isFalse();
    map.clear();
    assertThat(collected(loader)).isTrue();
  }

  private static WeakReference<ClassLoader> runPluginAndClear(
      @org.jspecify.annotations.Nullable LimitableMap<String, Object> elsewhere) throws Exception {
    URL classes = PluginWithCaches.class.getProtectionDomain().getCodeSource().getLocation();
    try (ChildFirst loader = new ChildFirst(classes)) {
      Runnable plugin =
          (Runnable)
              loader
                  .loadClass(PluginWithCaches.class.getName())
                  .getDeclaredConstructor()
                  .newInstance();
      assertThat(plugin.getClass().getClassLoader()).isSameAs(loader);
      plugin.run();
      if (elsewhere != null) {
        elsewhere.put("plugin", plugin);
      }
      CacheRegistry.clearAll(loader);
      return new WeakReference<>(loader);
    }
  }

  private static boolean collected(WeakReference<?> reference) {
    for (int i = 0; i < 20 && reference.get() != null; i++) {
      System.gc();
    }
    return reference.get() == null;
  }

  private static List<String> namesOf(String owner) {
    List<String> names = new ArrayList<>();
    for (RegisteredCache cache : CacheRegistry.all()) {
      if (cache.ownerName().equals(owner)) {
        names.add(cache.name());
      }
    }
    return names;
  }

  /** Loads the plugin itself, and all else from the parent. */
  private static final class ChildFirst extends URLClassLoader {

    ChildFirst(URL classes) {
      super(new URL[] {classes}, CacheRegistryTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        boolean own = name.equals(PluginWithCaches.class.getName());
        Class<?> loaded = own ? findLoadedClass(name) : null;
        return own ? (loaded != null ? loaded : findClass(name)) : super.loadClass(name, resolve);
      }
    }
  }
}

package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;

/** As a console sees it: through the MBean server, in open types only. */
class CacheJmxTest {

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final LimitableMap<String, String> users =
      LimitableMap.<String, String>builder()
          .limit(2)
          .footprint(String::length)
          .recordStats()
          .build();

  @Test
  void nothing_is_registered_unless_asked_for() throws Exception {
    assertThat(server.queryNames(new ObjectName("dev.plimsoll:type=CacheRegistry,*"), null))
        .isEmpty();
  }

  @Test
  void lists_each_cache_with_its_size_bytes_and_stats() throws Exception {
    users.put("a", "12345");
    users.put("b", "123");
    users.put("c", "1");
    users.get("c");
    users.get("a");
    users.computeIfAbsent("d", key -> null);
    try (Registration cache = CacheRegistry.register("jmx lists", "users", users);
        Registration jmx = CacheJmx.register("lists")) {
      assertThat(List.of(cache, jmx)).doesNotContainNull();
      CompositeData figures = figures("lists", "jmx lists", "users");

      assertThat(figures.get("entries")).isEqualTo(2L);
      assertThat(figures.get("bytes")).isEqualTo(4L);
      assertThat(figures.get("hits")).isEqualTo(1L);
      assertThat(figures.get("misses")).isEqualTo(2L);
      assertThat(figures.get("hitRate")).isEqualTo(1.0 / 3);
      assertThat(figures.get("loads")).isEqualTo(0L);
      assertThat(figures.get("loadFailures")).isEqualTo(1L);
      assertThat(figures.get("evictions")).isEqualTo(1L);
    }
  }

  @Test
  void lists_module_caches_and_what_can_only_be_cleared_too() throws Exception {
    ModuleCache<String, String> module = ModuleCache.of(CacheJmxTest.class, "prices", 5);
    Clearable plain = () -> {};
    module.put("a", "1");
    try (Registration cache = CacheRegistry.register("jmx plain", "plain", plain);
        Registration jmx = CacheJmx.register("module")) {
      assertThat(List.of(cache, jmx)).doesNotContainNull();

      assertThat(figures("module", CacheJmxTest.class.getName(), "prices").get("entries"))
          .isEqualTo(1L);
      assertThat(figures("module", "jmx plain", "plain").get("entries")).isEqualTo(-1L);
      assertThat(figures("module", "jmx plain", "plain").get("bytes")).isEqualTo(-1L);
    }
  }

  @Test
  void clears_one_cache_by_owner_and_name() throws Exception {
    users.put("a", "1");
    try (Registration cache = CacheRegistry.register("jmx clears", "users", users);
        Registration jmx = CacheJmx.register("clears")) {
      assertThat(List.of(cache, jmx)).doesNotContainNull();
      assertThat(clear("clears", "jmx clears", "users")).isEqualTo(1);
      assertThat(users).isEmpty();
      assertThatThrownBy(() -> clear("clears", "jmx clears", "orders"))
          .isInstanceOf(RuntimeMBeanException.class)
          .hasRootCauseInstanceOf(IllegalArgumentException.class)
          .hasRootCauseMessage("no cache is registered with owner=\"jmx clears\", name=\"orders\"");
    }
  }

  @Test
  void a_clearing_that_fails_says_so_in_classes_that_every_console_knows() {
    Clearable failing =
        () -> {
          throw new UnsupportedOperationException("no");
        };
    try (Registration cache = CacheRegistry.register("jmx fails", "failing", failing);
        Registration jmx = CacheJmx.register("fails")) {
      assertThat(List.of(cache, jmx)).doesNotContainNull();
      assertThatThrownBy(() -> clear("fails", "jmx fails", "failing"))
          .hasRootCauseExactlyInstanceOf(IllegalStateException.class)
          .rootCause()
          .hasMessageContaining("UnsupportedOperationException: no");
    }
  }

  @Test
  void clears_all() throws Exception {
    users.put("a", "1");
    try (Registration cache = CacheRegistry.register("jmx all", "users", users);
        Registration jmx = CacheJmx.register("all")) {
      assertThat(List.of(cache, jmx)).doesNotContainNull();
      Object cleared =
          server.invoke(CacheJmx.objectName("all"), "clearAll", new Object[0], new String[0]);
      assertThat((Integer) cleared).isPositive();
      assertThat(users).isEmpty();
    }
  }

  @Test
  void holds_no_cache() throws Exception {
    try (Registration jmx = CacheJmx.register("weak")) {
      assertThat(jmx).isNotNull();
      WeakReference<Object> cache = new WeakReference<>(registeredAndDropped());
      for (int i = 0; i < 20 && cache.get() != null; i++) {
        System.gc();
      }
      assertThat(cache.get()).isNull();
      assertThat(owners("weak")).doesNotContain("jmx weak");
    }
  }

  private LimitableMap<String, String> registeredAndDropped() throws Exception {
    LimitableMap<String, String> map = new LimitableMap<>();
    CacheRegistry.register("jmx weak", "map", map);
    assertThat(owners("weak")).contains("jmx weak");
    return map;
  }

  @Test
  void is_taken_back_and_a_name_is_taken_once() throws Exception {
    Registration jmx = CacheJmx.register("once");
    assertThatIllegalStateException()
        .isThrownBy(() -> CacheJmx.register("once"))
        .withMessageContaining("\"once\"");
    jmx.close();
    jmx.close();
    assertThat(server.isRegistered(CacheJmx.objectName("once"))).isFalse();
    CacheJmx.register("once").close();
  }

  @Test
  void a_blank_name_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> CacheJmx.register(" "));
  }

  private List<String> owners(String bean) throws Exception {
    return Arrays.stream(caches(bean)).map(c -> (String) c.get("owner")).toList();
  }

  private CompositeData figures(String bean, String owner, String name) throws Exception {
    return Arrays.stream(caches(bean))
        .filter(c -> c.get("owner").equals(owner) && c.get("name").equals(name))
        .findAny()
        .orElseThrow();
  }

  private CompositeData[] caches(String bean) throws Exception {
    return (CompositeData[]) server.getAttribute(CacheJmx.objectName(bean), "Caches");
  }

  private int clear(String bean, String owner, String name) throws Exception {
    return (int)
        server.invoke(
            CacheJmx.objectName(bean),
            "clear",
            new Object[] {owner, name},
            new String[] {String.class.getName(), String.class.getName()});
  }
}

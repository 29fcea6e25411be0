package dev.plimsoll.cache;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Guava's whole suite for the map view of a module cache. It has no order. */
class ModuleCacheGuavaTest {

  private static final AtomicInteger CACHES = new AtomicInteger();

  @TestFactory
  Stream<DynamicNode> the_map_view_is_a_concurrent_map() {
    TestStringMapGenerator generator =
        new TestStringMapGenerator() {
          @Override
          protected Map<String, String> create(Map.Entry<String, String>[] entries) {
            ModuleCache<String, String> cache =
                ModuleCache.of(
                    ModuleCacheGuavaTest.class, "guava-" + CACHES.incrementAndGet(), 1000);
            for (Map.Entry<String, String> entry : entries) {
              cache.put(entry.getKey(), entry.getValue());
            }
            return cache.asMap();
          }
        };
    return GuavaSuites.tests(
        ConcurrentMapTestSuiteBuilder.using(generator)
            .named("module cache")
            .withFeatures(
                CollectionSize.ANY,
                CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                MapFeature.GENERAL_PURPOSE)
            .createTestSuite());
  }
}

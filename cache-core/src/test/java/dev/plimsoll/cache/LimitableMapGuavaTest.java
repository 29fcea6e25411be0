package dev.plimsoll.cache;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Guava's whole suite for concurrent maps, with known order and all ways of removal. */
class LimitableMapGuavaTest {

  @TestFactory
  Stream<DynamicNode> a_plain_map_is_a_concurrent_map() {
    return suite("plain", () -> new LimitableMap<>(1000));
  }

  @TestFactory
  Stream<DynamicNode> a_map_with_every_option_is_a_concurrent_map() {
    return suite(
        "every option",
        () ->
            LimitableMap.<String, String>builder()
                .limit(1000)
                .footprint(String::length)
                .maxBytes(1_000_000)
                .secondChance()
                .recordStats()
                .retention(new Accounts())
                .removalListener((key, value, cause) -> {})
                .build());
  }

  private static Stream<DynamicNode> suite(String name, Supplier<Map<String, String>> empty) {
    TestStringMapGenerator generator =
        new TestStringMapGenerator() {
          @Override
          protected Map<String, String> create(Map.Entry<String, String>[] entries) {
            Map<String, String> map = empty.get();
            for (Map.Entry<String, String> entry : entries) {
              map.put(entry.getKey(), entry.getValue());
            }
            return map;
          }
        };
    return GuavaSuites.tests(
        ConcurrentMapTestSuiteBuilder.using(generator)
            .named(name)
            .withFeatures(
                CollectionSize.ANY,
                CollectionFeature.KNOWN_ORDER,
                CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                MapFeature.GENERAL_PURPOSE)
            .createTestSuite());
  }
}

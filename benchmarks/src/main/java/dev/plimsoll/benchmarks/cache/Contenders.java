package dev.plimsoll.benchmarks.cache;

import com.google.common.cache.CacheBuilder;
import com.googlecode.concurrentlinkedhashmap.ConcurrentLinkedHashMap;
import dev.plimsoll.cache.LimitableMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cache2k.Cache2kBuilder;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.jspecify.annotations.Nullable;

/** The caches in the comparison, each bounded by a count, but for ConcurrentHashMap. */
public enum Contenders {
  /** Ours. */
  LIMITABLE_MAP {
    @Override
    Contender create(int limit) {
      return ofMap(new LimitableMap<>(limit));
    }
  },
  /** Ours, with second chance. */
  LIMITABLE_MAP_SECOND_CHANCE {
    @Override
    Contender create(int limit) {
      return ofMap(LimitableMap.<Integer, Integer>builder().limit(limit).secondChance().build());
    }
  },
  /** The JDK's map, without a bound: for reads and replacements only. */
  CONCURRENT_HASH_MAP {
    @Override
    Contender create(int limit) {
      return ofMap(new ConcurrentHashMap<>());
    }
  },
  /** The JDK's map with a ring of keys: the design that ours did not become. */
  CONCURRENT_HASH_MAP_WITH_RING {
    @Override
    Contender create(int limit) {
      return new RingMap(limit);
    }
  },
  /** The JDK's usual bounded map, first in, first out, behind one lock. */
  SYNCHRONIZED_LINKED_HASH_MAP {
    @Override
    Contender create(int limit) {
      return ofMap(Collections.synchronizedMap(new BoundedLinkedHashMap(limit)));
    }
  },
  /** Caffeine as it comes: maintenance on the common pool. */
  CAFFEINE {
    @Override
    Contender create(int limit) {
      return new CaffeineContender(limit);
    }
  },
  /** Guava's cache. */
  GUAVA {
    @Override
    Contender create(int limit) {
      return ofMap(CacheBuilder.newBuilder().maximumSize(limit).<Integer, Integer>build().asMap());
    }
  },
  /** cache2k. */
  CACHE2K {
    @Override
    Contender create(int limit) {
      var cache =
          Cache2kBuilder.of(Integer.class, Integer.class)
              .entryCapacity(limit)
              .eternal(true)
              .disableStatistics(true)
              .build();
      return new Contender() {
        @Override
        public @Nullable Integer get(Integer key) {
          return cache.peek(key);
        }

        @Override
        public void put(Integer key, Integer value) {
          cache.put(key, value);
        }
      };
    }
  },
  /** concurrentlinkedhashmap-lru. */
  CONCURRENT_LINKED_HASH_MAP {
    @Override
    Contender create(int limit) {
      return ofMap(
          new ConcurrentLinkedHashMap.Builder<Integer, Integer>()
              .maximumWeightedCapacity(limit)
              .build());
    }
  },
  /** Ehcache, on heap. */
  EHCACHE {
    @Override
    Contender create(int limit) {
      var cache =
          CacheManagerBuilder.newCacheManagerBuilder()
              .build(true)
              .createCache(
                  "contender",
                  CacheConfigurationBuilder.newCacheConfigurationBuilder(
                      Integer.class, Integer.class, ResourcePoolsBuilder.heap(limit)));
      return new Contender() {
        @Override
        public @Nullable Integer get(Integer key) {
          return cache.get(key);
        }

        @Override
        public void put(Integer key, Integer value) {
          cache.put(key, value);
        }
      };
    }
  };

  abstract Contender create(int limit);

  static Contender ofMap(Map<Integer, Integer> map) {
    return new MapContender(map);
  }

  private record MapContender(Map<Integer, Integer> map) implements Contender {

    @Override
    public @Nullable Integer get(Integer key) {
      return map.get(key);
    }

    @Override
    public void put(Integer key, Integer value) {
      map.put(key, value);
    }
  }

  private static final class BoundedLinkedHashMap extends LinkedHashMap<Integer, Integer> {

    private static final long serialVersionUID = 1L;
    private final int limit;

    BoundedLinkedHashMap(int limit) {
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
      return size() > limit;
    }
  }
}

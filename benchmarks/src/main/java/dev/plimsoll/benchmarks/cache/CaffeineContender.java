package dev.plimsoll.benchmarks.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/** Caffeine, bounded by a count. */
final class CaffeineContender implements Contender {

  private final Cache<Integer, Integer> cache;

  CaffeineContender(int limit) {
    cache = Caffeine.newBuilder().maximumSize(limit).build();
  }

  @Override
  public @Nullable Integer get(Integer key) {
    return cache.getIfPresent(key);
  }

  @Override
  public void put(Integer key, Integer value) {
    cache.put(key, value);
  }

  @Override
  public void settle() {
    cache.cleanUp();
  }
}

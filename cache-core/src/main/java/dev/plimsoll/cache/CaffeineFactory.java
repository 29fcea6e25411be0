package dev.plimsoll.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalListener;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns the options of a {@link ModuleCache} into a Caffeine cache. */
final class CaffeineFactory {

  static {
    CaffeineVersion.check();
  }

  private CaffeineFactory() {}

  static <K, V> Cache<K, Held<V>> build(
      ModuleCacheBuilder<K, V> options, CaffeineStore<K, V> store) {
    RemovalListener<K, Held<V>> removals = store::putAside;
    Caffeine<K, Held<V>> caffeine =
        Caffeine.newBuilder()
            .executor(settling(options.executor, store::settle))
            .removalListener(removals);
    bound(caffeine, options);
    expire(caffeine, options);
    if (options.initialCapacity > 0) {
      caffeine.initialCapacity(options.initialCapacity);
    }
    var refresher = options.refresher;
    var age = options.refreshAfterWrite;
    return refresher == null || age == null
        ? caffeine.build()
        : caffeine.refreshAfterWrite(age).build(reloading(refresher, store));
  }

  private static <K, V> CacheLoader<K, Held<V>> reloading(
      Function<? super K, ? extends @Nullable V> refresher, CaffeineStore<K, V> store) {
    return new CacheLoader<>() {
      @Override
      @SuppressWarnings("NullAway") // null is how Caffeine is told that there is no value
      public @Nullable Held<V> load(K key) {
        V value = CacheEvents.load(store.announcer().owner(), key, refresher);
        return value == null ? null : store.arriving(value);
      }
    };
  }

  /** On the calling thread unless told, where a later step of the operation settles. */
  private static Executor settling(Executor executor, Runnable settle) {
    return executor == ModuleCacheBuilder.CALLING_THREAD
        ? executor
        : task ->
            executor.execute(
                () -> {
                  task.run();
                  settle.run();
                });
  }

  private static <K, V> void bound(
      Caffeine<K, Held<V>> caffeine, ModuleCacheBuilder<K, V> options) {
    var weigher = options.weigher;
    if (weigher != null) {
      caffeine
          .maximumWeight(options.maxWeight)
          .weigher((K key, Held<V> held) -> weigher.applyAsInt(key, held.value));
    } else if (options.maxBytes > 0) {
      caffeine
          .maximumWeight(options.maxBytes)
          .weigher((K key, Held<V> held) -> (int) Math.min(held.bytes, Integer.MAX_VALUE));
    } else {
      caffeine.maximumSize(options.limit);
    }
  }

  private static <K, V> void expire(
      Caffeine<K, Held<V>> caffeine, ModuleCacheBuilder<K, V> options) {
    if (options.expireAfterWrite != null) {
      caffeine.expireAfterWrite(options.expireAfterWrite);
    }
    if (options.expireAfterAccess != null) {
      caffeine.expireAfterAccess(options.expireAfterAccess);
    }
    if (options.lifetime != null) {
      caffeine.expireAfter(options.lifetime.<K, V>expiry());
    }
    if (options.scheduler != null) {
      caffeine.scheduler(Scheduler.forScheduledExecutorService(options.scheduler));
    }
    if (options.ticker != null) {
      caffeine.ticker(options.ticker::getAsLong);
    }
  }
}

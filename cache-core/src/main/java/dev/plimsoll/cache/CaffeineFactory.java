package dev.plimsoll.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalListener;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns the options of a {@link ModuleCache} into a Caffeine cache. */
final class CaffeineFactory {

  static {
    CaffeineVersion.check();
  }

  private CaffeineFactory() {}

  static <K, V> Cache<Object, Held<V>> build(
      ModuleCacheBuilder<K, V> options, CaffeineStore<K, V> store) {
    RemovalListener<Object, Held<V>> removals = store::putAside;
    Caffeine<Object, Held<V>> caffeine =
        Caffeine.newBuilder().executor(executor(options, store)).removalListener(removals);
    bound(caffeine, options);
    expire(caffeine, options, store);
    if (options.initialCapacity > 0) {
      caffeine.initialCapacity(options.initialCapacity);
    }
    var refresher = options.refresher;
    var age = options.refreshAfterWrite;
    return refresher == null || age == null
        ? caffeine.build()
        : caffeine.refreshAfterWrite(age).build(reloading(options.executor, refresher, store));
  }

  private static <K, V> CacheLoader<Object, Held<V>> reloading(
      Executor executor,
      Function<? super K, ? extends @Nullable V> refresher,
      CaffeineStore<K, V> store) {
    return new CacheLoader<>() {
      @Override
      @SuppressWarnings("NullAway") // null is how Caffeine is told that there is no value
      public @Nullable Held<V> load(Object firm) {
        K key = FirmKey.keyOf(firm);
        V value = CacheEvents.load(store.announcer().owner(), key, refresher);
        return value == null ? null : store.arriving(value);
      }

      @Override
      public CompletableFuture<Held<V>> asyncReload(Object key, Held<V> old, Executor ofCaffeine) {
        // Asked for in a bin of Caffeine's: a load there would hold up others, or find itself.
        CompletableFuture<Held<V>> reload = new CompletableFuture<>();
        store.putOff(() -> begin(reload, key));
        return reload;
      }

      private void begin(CompletableFuture<Held<V>> reload, Object key) {
        try {
          executor.execute(() -> complete(reload, key));
        } catch (RuntimeException e) {
          // Rejected. Caffeine logs it and tries again at a later read.
          reload.completeExceptionally(e);
        }
      }

      private void complete(CompletableFuture<Held<V>> reload, Object key) {
        try {
          reload.complete(load(key));
        } catch (RuntimeException | Error e) {
          reload.completeExceptionally(e);
        }
        store.settle();
      }
    };
  }

  private static <K, V> Executor executor(
      ModuleCacheBuilder<K, V> options, CaffeineStore<K, V> store) {
    // On the calling thread the operation itself settles, once it has left Caffeine's locks.
    return options.executor == ModuleCacheBuilder.CALLING_THREAD
        ? options.executor
        : store.tasks(options.executor);
  }

  private static <K, V> void bound(
      Caffeine<Object, Held<V>> caffeine, ModuleCacheBuilder<K, V> options) {
    var weigher = options.weigher;
    if (weigher != null) {
      caffeine
          .maximumWeight(options.maxWeight)
          .weigher(
              (Object key, Held<V> held) ->
                  checkWeight(weigher.applyAsInt(FirmKey.<K>keyOf(key), held.value)));
    } else if (options.maxBytes > 0) {
      caffeine
          .maximumWeight(options.maxBytes)
          .weigher((Object key, Held<V> held) -> (int) Math.min(held.bytes, Integer.MAX_VALUE));
    } else {
      caffeine.maximumSize(options.limit);
    }
  }

  private static int checkWeight(int weight) {
    if (weight < 0) {
      throw new IllegalArgumentException(
          "an entry's weight must not be negative: weight=" + weight);
    }
    return weight;
  }

  private static <K, V> void expire(
      Caffeine<Object, Held<V>> caffeine,
      ModuleCacheBuilder<K, V> options,
      CaffeineStore<K, V> store) {
    if (options.expireAfterWrite != null) {
      caffeine.expireAfterWrite(options.expireAfterWrite);
    }
    if (options.expireAfterAccess != null) {
      caffeine.expireAfterAccess(options.expireAfterAccess);
    }
    if (options.lifetime != null) {
      caffeine.expireAfter(options.lifetime.<V>expiry());
    }
    if (options.scheduler != null) {
      caffeine.scheduler(settling(options.scheduler, options.executor, store));
    }
    if (options.ticker != null) {
      caffeine.ticker(options.ticker::getAsLong);
    }
  }

  /** Housekeeping that no operation asked for: it settles by itself. */
  private static Scheduler settling(
      ScheduledExecutorService service, Executor executor, CaffeineStore<?, ?> store) {
    Scheduler scheduler = Scheduler.forScheduledExecutorService(service);
    return (ofCaffeine, task, delay, unit) ->
        scheduler.schedule(
            executor,
            () -> {
              task.run();
              store.settle();
            },
            delay,
            unit);
  }
}

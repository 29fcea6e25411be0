package dev.plimsoll.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cache for a static field: always bounded, found in the {@link CacheRegistry} under its owner,
 * and cleared with its hooks. Caffeine does the caching; choose it when the hit rate matters.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class ModuleCache<K, V> implements Clearable {

  private final String name;
  private final Cache<K, V> cache;
  private final Deque<Hook> hooks = new ConcurrentLinkedDeque<>();

  ModuleCache(ModuleCacheBuilder<K, V> options) {
    name = options.name;
    // Maintenance on the calling thread: no thread of a shared pool outlives the cache's owner.
    cache = Caffeine.newBuilder().maximumSize(options.limit).executor(Runnable::run).build();
    CacheRegistry.register(options.owner, options.name, this);
  }

  /**
   * {@return a new, empty cache, registered under its owner}
   *
   * @param owner the class whose static field holds the cache
   * @param name unique under the owner; not blank
   * @param limit how many entries it holds at most; at least 1
   * @param <K> the type of the keys
   * @param <V> the type of the values
   * @throws IllegalStateException if the owner has a live cache of this name
   */
  public static <K, V> ModuleCache<K, V> of(Class<?> owner, String name, int limit) {
    return ModuleCache.<K, V>builder(owner, name).limit(limit).build();
  }

  /**
   * {@return a builder}
   *
   * @param owner the class whose static field holds the cache
   * @param name unique under the owner; not blank
   * @param <K> the type of the keys
   * @param <V> the type of the values
   */
  public static <K, V> ModuleCacheBuilder<K, V> builder(Class<?> owner, String name) {
    return new ModuleCacheBuilder<>(owner, name);
  }

  /** {@return the name under which its owner registered it} */
  public String name() {
    return name;
  }

  /**
   * {@return the value of a key, or null}
   *
   * @param key not null
   */
  public @Nullable V get(K key) {
    return cache.getIfPresent(key);
  }

  /**
   * {@return the value of a key, loaded if it is absent; null if the loader answered null}
   *
   * @param key not null
   * @param loader asked for the value of an absent key
   */
  public @Nullable V get(K key, Function<? super K, ? extends @Nullable V> loader) {
    V found = cache.getIfPresent(key);
    if (found != null) {
      return found;
    }
    V loaded = loader.apply(key);
    if (loaded == null) {
      return null;
    }
    V raced = cache.asMap().putIfAbsent(key, loaded);
    return raced == null ? loaded : raced;
  }

  /**
   * Sets the value of a key.
   *
   * @param key not null
   * @param value not null
   */
  public void put(K key, V value) {
    cache.put(key, value);
  }

  /**
   * Removes a key.
   *
   * @param key not null
   * @return the value it had, or null
   */
  public @Nullable V remove(K key) {
    return cache.asMap().remove(key);
  }

  @Override
  public long entries() {
    return cache.estimatedSize();
  }

  /**
   * Runs a hook each time after the cache was cleared, newest hook first.
   *
   * @param hook what to run
   * @return what takes the hook out again
   */
  public Registration onClear(ClearHook hook) {
    Hook added = new Hook(Objects.requireNonNull(hook, "hook"));
    hooks.addFirst(added);
    return () -> hooks.remove(added);
  }

  /**
   * Empties the cache, then runs the hooks, newest first. Each runs even if another throws.
   *
   * @throws ClearFailedException if hooks threw; the cache is empty all the same
   */
  @Override
  public void clear() {
    cache.invalidateAll();
    List<Exception> failures = new ArrayList<>();
    for (Hook hook : hooks) {
      try {
        hook.action.cleared();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failures.add(e);
      } catch (Exception e) {
        failures.add(e);
      }
    }
    ClearFailedException.throwIfAny("cache \"" + name + '"', failures);
  }

  /** One registration: a hook that was registered twice can be taken out once. */
  private static final class Hook {
    private final ClearHook action;

    Hook(ClearHook action) {
      this.action = action;
    }
  }
}

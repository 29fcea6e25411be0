package dev.plimsoll.cache;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.Sheddable;
import java.util.Objects;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cache for a static field: always bounded, found in the {@link CacheRegistry} under its owner,
 * and cleared with its hooks. Caffeine does the caching; choose it when the hit rate matters.
 *
 * <p>Its bound is Caffeine's and may be passed for a moment, by the entries that are being written.
 * It starts no thread and uses no pool unless one is given. Loads follow the rules of {@link
 * LimitableMap}: once for a key, outside every lock. A key that changes while it is in the cache is
 * found no more, and leaves in its turn all the same. Nulls are refused. Safe for use by many
 * threads.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class ModuleCache<K, V> implements Clearable, Sheddable {

  private final String name;
  private final Owner owner;
  private final StatsCounter stats;
  private final CaffeineStore<K, V> store;
  private final CaffeineWriter<K, V> writer;
  private final ClearHooks hooks = new ClearHooks();
  private final Registration registration;

  ModuleCache(ModuleCacheBuilder<K, V> options) {
    name = options.name;
    owner = Owner.named(name, options.bound()).heldBy(this);
    stats = options.recordsStats ? new StatsCounter.Striped() : StatsCounter.DISABLED;
    Announcer<K, V> announcer =
        new Announcer<>(
            owner,
            options.retention,
            options.removalListener,
            options.budget == null ? null : options.budget.join(owner, this, options.budgetWeight),
            EntryJournal.NONE);
    store = new CaffeineStore<>(options, announcer, stats);
    writer = new CaffeineWriter<>(store, stats);
    registration = CacheRegistry.register(options.owner, options.name, this);
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
    return new ModuleCacheBuilder<>(CacheOwner.of(owner), name);
  }

  /**
   * {@return a builder}
   *
   * @param owner the module that uses the cache
   * @param name unique under the owner; not blank
   * @param <K> the type of the keys
   * @param <V> the type of the values
   */
  public static <K, V> ModuleCacheBuilder<K, V> builder(Module owner, String name) {
    return new ModuleCacheBuilder<>(CacheOwner.of(owner), name);
  }

  /**
   * {@return a builder}
   *
   * @param owner the loader of the code that uses the cache
   * @param name unique under the owner; not blank
   * @param <K> the type of the keys
   * @param <V> the type of the values
   */
  public static <K, V> ModuleCacheBuilder<K, V> builder(ClassLoader owner, String name) {
    return new ModuleCacheBuilder<>(CacheOwner.of(owner), name);
  }

  /**
   * {@return a builder}
   *
   * @param owner the free name of what the cache belongs to; not blank
   * @param name unique under the owner; not blank
   * @param <K> the type of the keys
   * @param <V> the type of the values
   */
  public static <K, V> ModuleCacheBuilder<K, V> builder(String owner, String name) {
    return new ModuleCacheBuilder<>(CacheOwner.of(owner), name);
  }

  /** {@return the name under which its owner registered it} */
  public String name() {
    return name;
  }

  /** {@return the owner under which the cache reports what it holds} */
  public Owner owner() {
    return owner;
  }

  /**
   * {@return the value of a key, or null}
   *
   * @param key not null
   */
  public @Nullable V get(K key) {
    V found = Held.valueOf(store.get(key));
    stats.read(found != null);
    return found;
  }

  /**
   * {@return the value of a key, loaded if it is absent; null if the loader answered null}
   *
   * @param key not null
   * @param loader asked for the value of an absent key: once under any race, outside every lock
   * @throws IllegalStateException if the loader, directly or in a circle, asks for its own key
   */
  public @Nullable V get(K key, Function<? super K, ? extends @Nullable V> loader) {
    Objects.requireNonNull(loader, "loader");
    V found = get(key);
    return found != null ? found : writer.loads().load(key, loader);
  }

  /**
   * Sets the value of a key.
   *
   * @param key not null
   * @param value not null
   */
  public void put(K key, V value) {
    writer.put(key, value);
  }

  /**
   * Removes a key.
   *
   * @param key not null
   * @return the value it had, or null
   */
  public @Nullable V remove(K key) {
    return writer.remove(key);
  }

  /**
   * {@return the entries as a live map} Without an order; its iterators are weakly consistent; its
   * {@code clear} runs the hooks.
   */
  public ConcurrentMap<K, V> asMap() {
    return new ModuleCacheMap<>(this, store, writer);
  }

  /** {@return what the cache counted; all zero unless it was built with {@code recordStats()}} */
  @Override
  public MapStats stats() {
    return stats.snapshot();
  }

  /** Finishes what was put off: lets go of what is expired or over the bound now. */
  public void cleanUp() {
    store.cleanUp();
  }

  @Override
  public long entries() {
    return store.size();
  }

  @Override
  public long bytes() {
    return store.bytes();
  }

  /**
   * {@inheritDoc}
   *
   * <p>What goes first is what Caffeine holds for the coldest. Without a footprint it cannot tell
   * what it would free: it sheds nothing and answers 0.
   */
  @Override
  public long shed(long bytes) {
    if (!store.weighs()) {
      return 0;
    }
    BulkEvictionEvent event = CacheEvents.bulkEviction();
    long freed = store.shed(bytes);
    if (event != null) {
      event.endedWithBytes(owner, RemovalCause.EVICTED, freed);
    }
    return freed;
  }

  /**
   * Runs a hook each time after the cache was cleared, newest hook first.
   *
   * @param hook what to run
   * @return what takes the hook out again
   */
  public Registration onClear(ClearHook hook) {
    return hooks.add(hook);
  }

  /**
   * Empties the cache, then runs the hooks, newest first. Each runs even if another throws. What
   * was put before is gone afterwards; loads that are under way will not store what they load. A
   * hook that clears the cache again empties it and runs no hook.
   *
   * @throws ClearFailedException if hooks threw; the cache is empty all the same
   */
  @Override
  public void clear() {
    ClearEvent event = CacheEvents.clear();
    long held = event == null ? 0 : entries();
    writer.clear();
    try {
      hooks.run("cache \"" + name + '"');
    } finally {
      if (event != null) {
        event.ended(owner, held);
      }
    }
  }

  /**
   * Leaves the {@link CacheRegistry} before the cache is collected: it is no longer found or
   * cleared there, and its name is free. The cache works on; {@link #clear} it first if it is to be
   * let go. Calling it again does nothing.
   */
  public void unregister() {
    registration.close();
  }
}

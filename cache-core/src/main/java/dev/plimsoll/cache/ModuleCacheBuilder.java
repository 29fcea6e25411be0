package dev.plimsoll.cache;

/**
 * The options of a {@link ModuleCache}. Each is checked where it is given. Not safe for use by many
 * threads.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class ModuleCacheBuilder<K, V> {

  final Class<?> owner;
  final String name;
  int limit;

  ModuleCacheBuilder(Class<?> owner, String name) {
    this.owner = owner;
    this.name = name;
  }

  /**
   * How many entries the cache holds at most.
   *
   * @param limit at least 1
   * @return this builder
   */
  public ModuleCacheBuilder<K, V> limit(int limit) {
    this.limit = LimitableMapBuilder.checkLimit(limit);
    return this;
  }

  /**
   * Builds the cache and registers it under its owner.
   *
   * @return a new, empty cache
   * @throws IllegalStateException if no bound was given, or if the owner has a live cache of this
   *     name
   */
  public ModuleCache<K, V> build() {
    if (limit == 0) {
      throw new IllegalStateException(
          "cache \"" + name + "\" has no bound: call limit(entries) before build()");
    }
    return new ModuleCache<>(this);
  }
}

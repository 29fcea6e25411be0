package dev.plimsoll.cache;

/**
 * Loaded again by a class loader of its own in {@link CacheRegistryTest}: a module that keeps its
 * own objects in static caches.
 */
public final class PluginWithCaches implements Runnable {

  private static final ModuleCache<String, Object> CACHE =
      ModuleCache.of(PluginWithCaches.class, "cache", 10);
  private static final LimitableMap<String, Object> MAP = new LimitableMap<>(10);

  static {
    CacheRegistry.register(PluginWithCaches.class, "map", MAP);
  }

  /** Needed to load it by its name. */
  public PluginWithCaches() {}

  @Override
  public void run() {
    CACHE.put("self", this);
    CACHE.get("loaded", key -> new PluginWithCaches());
    MAP.put("self", this);
  }
}

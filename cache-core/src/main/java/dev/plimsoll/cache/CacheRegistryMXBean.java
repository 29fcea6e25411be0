package dev.plimsoll.cache;

import java.util.List;

/**
 * What a JMX console sees of the {@link CacheRegistry} and may do with it, once {@link CacheJmx}
 * has registered it. Needs none of our classes at the console's end.
 */
public interface CacheRegistryMXBean {

  /** {@return each cache that is alive, in the order in which they were registered} */
  List<CacheFigures> getCaches();

  /**
   * Clears one cache.
   *
   * @param owner what its owner is called, as in {@link CacheFigures#getOwner()}
   * @param name its name under that owner
   * @return how many caches were cleared: owners of different kinds, or of different class loaders,
   *     may be called the same
   * @throws IllegalArgumentException if no cache that is alive has this owner and name
   * @throws IllegalStateException if something that should run at the clearing failed; the cache is
   *     empty all the same
   */
  int clear(String owner, String name);

  /**
   * Clears every cache that is alive.
   *
   * @return how many there were
   * @throws IllegalStateException if something that should run at the clearing failed; the caches
   *     are empty all the same
   */
  int clearAll();
}

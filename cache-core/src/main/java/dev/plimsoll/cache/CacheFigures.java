package dev.plimsoll.cache;

/**
 * What a JMX console sees of one cache. A figure that its cache cannot tell is {@link
 * Clearable#UNKNOWN}, which is -1; what it counts is zero unless it was built with {@code
 * recordStats()}.
 */
public final class CacheFigures {

  private final String owner;
  private final String name;
  private final long entries;
  private final long bytes;
  private final MapStats stats;

  CacheFigures(RegisteredCache registered, Clearable cache) {
    owner = registered.ownerName();
    name = registered.name();
    entries = cache.entries();
    bytes = cache.bytes();
    stats = cache.stats();
  }

  /** {@return what the owner is called: a class, a module, a class loader or a free name} */
  public String getOwner() {
    return owner;
  }

  /** {@return the cache's name under its owner} */
  public String getName() {
    return name;
  }

  /** {@return how many entries it holds} */
  public long getEntries() {
    return entries;
  }

  /** {@return how many bytes its values occupy} */
  public long getBytes() {
    return bytes;
  }

  /** {@return reads that found a value} */
  public long getHits() {
    return stats.hits();
  }

  /** {@return reads that found none} */
  public long getMisses() {
    return stats.misses();
  }

  /** {@return the share of reads that found a value} */
  public double getHitRate() {
    return stats.hitRate();
  }

  /** {@return loaders that ended with a value} */
  public long getLoads() {
    return stats.loads();
  }

  /** {@return loaders that threw, or answered null} */
  public long getLoadFailures() {
    return stats.loadFailures();
  }

  /** {@return entries pushed out by a bound, a resize or on request} */
  public long getEvictions() {
    return stats.evictions();
  }
}

package dev.plimsoll.cache;

/**
 * What a cache counted since it was made. All zero unless {@code recordStats()} was asked for. The
 * counters are striped: the figures of a snapshot taken under load need not be of one moment.
 *
 * @param hits reads that found a value
 * @param misses reads that found none
 * @param loads loaders that ended with a value
 * @param loadFailures loaders that threw, or answered null
 * @param evictions entries pushed out by a bound, a resize or on request
 */
public record MapStats(long hits, long misses, long loads, long loadFailures, long evictions) {

  static final MapStats NONE = new MapStats(0, 0, 0, 0, 0);

  /** {@return the share of reads that found a value; 1 if nothing was read} */
  public double hitRate() {
    long reads = hits + misses;
    return reads == 0 ? 1.0 : (double) hits / reads;
  }
}

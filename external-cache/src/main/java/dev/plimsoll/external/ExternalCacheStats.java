package dev.plimsoll.external;

/**
 * Counters of one cache object since it was built. Each is exact; they are not read at one instant.
 *
 * @param hits lookups that found a value
 * @param misses lookups that found none, the rejected ones included
 * @param unavailable operations that no server answered
 * @param rejected payloads that were corrupted, foreign, of another version, codec or key; each is
 *     a miss too
 * @param loads values computed by a loader
 * @param loadFailures loaders that threw
 * @param coalesced callers that waited for another caller's load
 * @param staleServed expired values answered because the loader failed
 * @param earlyRefreshes loads begun before the value expired
 * @param writes writes that a server applied
 * @param oversized values refused because of their size
 */
public record ExternalCacheStats(
    long hits,
    long misses,
    long unavailable,
    long rejected,
    long loads,
    long loadFailures,
    long coalesced,
    long staleServed,
    long earlyRefreshes,
    long writes,
    long oversized) {

  /** {@return the part of answered lookups that were hits, in [0, 1]; 1 before any lookup} */
  public double hitRate() {
    long lookups = hits + misses;
    return lookups == 0 ? 1 : (double) hits / lookups;
  }
}

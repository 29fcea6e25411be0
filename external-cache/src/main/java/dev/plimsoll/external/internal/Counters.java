package dev.plimsoll.external.internal;

import dev.plimsoll.external.ExternalCacheStats;
import dev.plimsoll.external.Lookup;
import java.util.concurrent.atomic.LongAdder;

/** The counters behind {@link ExternalCacheStats}. */
public final class Counters {

  final LongAdder hits = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder unavailable = new LongAdder();
  final LongAdder rejected = new LongAdder();
  final LongAdder loads = new LongAdder();
  final LongAdder loadFailures = new LongAdder();
  final LongAdder coalesced = new LongAdder();
  final LongAdder staleServed = new LongAdder();
  final LongAdder earlyRefreshes = new LongAdder();
  final LongAdder writes = new LongAdder();
  final LongAdder oversized = new LongAdder();

  <V> Found<V> count(Found<V> found) {
    if (found.lookup() instanceof Lookup.Hit) {
      hits.increment();
    } else if (found.lookup() instanceof Lookup.Miss) {
      misses.increment();
    } else {
      unavailable.increment();
    }
    return found;
  }

  ExternalCacheStats snapshot() {
    return new ExternalCacheStats(
        hits.sum(),
        misses.sum(),
        unavailable.sum(),
        rejected.sum(),
        loads.sum(),
        loadFailures.sum(),
        coalesced.sum(),
        staleServed.sum(),
        earlyRefreshes.sum(),
        writes.sum(),
        oversized.sum());
  }
}

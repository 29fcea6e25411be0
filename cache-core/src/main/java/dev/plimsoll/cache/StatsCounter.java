package dev.plimsoll.cache;

import java.util.concurrent.atomic.LongAdder;

/** Counts, or does not. */
abstract sealed class StatsCounter {

  static final StatsCounter DISABLED = new Disabled();

  abstract void read(boolean hit);

  abstract void loaded(boolean success);

  abstract void evicted(long entries);

  abstract MapStats snapshot();

  private static final class Disabled extends StatsCounter {

    @Override
    void read(boolean hit) {}

    @Override
    void loaded(boolean success) {}

    @Override
    void evicted(long entries) {}

    @Override
    MapStats snapshot() {
      return MapStats.NONE;
    }
  }

  /** Striped, so that counting readers do not meet. */
  static final class Striped extends StatsCounter {

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder loadFailures = new LongAdder();
    private final LongAdder evictions = new LongAdder();

    @Override
    void read(boolean hit) {
      (hit ? hits : misses).increment();
    }

    @Override
    void loaded(boolean success) {
      (success ? loads : loadFailures).increment();
    }

    @Override
    void evicted(long entries) {
      evictions.add(entries);
    }

    @Override
    MapStats snapshot() {
      return new MapStats(
          hits.sum(), misses.sum(), loads.sum(), loadFailures.sum(), evictions.sum());
    }
  }
}

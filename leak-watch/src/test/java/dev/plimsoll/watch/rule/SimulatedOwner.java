package dev.plimsoll.watch.rule;

/** An owner whose objects are known by the tick of their birth; ids are ticks counted from 1. */
class SimulatedOwner {

  private final long[] live;
  private final long[] leaked;

  /**
   * A Fenwick tree over the ticks (Fenwick 1994), so that what is older than an id is summed in log
   * time.
   */
  private final long[] sums;

  private int oldest;
  private int newest;
  private long held;
  private long leakedInAll;

  SimulatedOwner(int ticks) {
    live = new long[ticks];
    leaked = new long[ticks];
    sums = new long[ticks + 1];
  }

  void add(int tick, long amount) {
    change(tick, amount);
    newest = Math.max(newest, tick + 1);
  }

  /** Adds what {@link #removeOldest} will never find. */
  void leak(int tick, long amount) {
    add(tick, amount);
    leaked[tick] += amount;
    leakedInAll += amount;
  }

  /** Lets go of what was born at a tick, at most the amount. */
  void remove(int tick, long amount) {
    if (tick >= 0) {
      change(tick, -Math.min(amount, live[tick]));
    }
  }

  void removeOldest(long amount) {
    long left = Math.min(amount, held - leakedInAll);
    while (left > 0) {
      long here = Math.min(left, live[oldest] - leaked[oldest]);
      change(oldest, -here);
      left -= here;
      if (live[oldest] == leaked[oldest]) {
        oldest++;
      }
    }
  }

  void removeBornBefore(int tick) {
    for (int t = oldest; t < tick; t++) {
      change(t, -live[t]);
    }
    oldest = Math.max(oldest, tick);
  }

  long held() {
    return held;
  }

  long leaked() {
    return leakedInAll;
  }

  long live(int tick) {
    return tick < 0 ? 0 : live[tick];
  }

  OwnerSample sample() {
    return OwnerSample.of(held, newest + 1L, this::heldBefore);
  }

  private long heldBefore(long id) {
    long sum = 0;
    for (int i = (int) Math.max(0, Math.min(id - 1, live.length)); i > 0; i -= i & -i) {
      sum += sums[i];
    }
    return sum;
  }

  void change(int tick, long by) {
    live[tick] += by;
    held += by;
    for (int i = tick + 1; i < sums.length; i += i & -i) {
      sums[i] += by;
    }
  }
}

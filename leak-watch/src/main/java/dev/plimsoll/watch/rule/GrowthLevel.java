package dev.plimsoll.watch.rule;

/**
 * One owner's recent past at one spacing of samples. Each of {@value #POINTS} points keeps the
 * lowest held in its stretch (the floor) and how much of what is held was old (the survivors); ages
 * and stretches are counted in points, so that a coarse level sees slow growth as a fine one sees
 * quick growth. Fixed arrays, whatever the spacing.
 */
final class GrowthLevel {

  private static final int BLOCKS = 8;
  private static final int BLOCK = 2;
  static final int POINTS = BLOCKS * BLOCK;

  /** Growth of less than this part of what is held, over the window, is noise. */
  private static final double LEAST_RISE = 0.02;

  /** Growth of less than this part is none: the owner stands on a plateau. */
  private static final double PLATEAU = 0.01;

  /**
   * Each block adds at least this part of its even share: what comes in a few steps is no steady
   * growth.
   */
  private static final double EVEN_SHARE = 0.25;

  private static final int MAY_BE_UNEVEN = 3;

  /** Growth slows when its later half is less than this part of its earlier half. */
  private static final double NOT_SLOWING = 0.6;

  /**
   * So much of what was old at the window's beginning is still there at its end: a queue would have
   * drained it.
   */
  private static final double STAYS = 0.9;

  private final int spacing;
  private final int oldAfter;
  private final long[] floors = new long[POINTS];
  private final long[] survivors = new long[POINTS];
  private final long[] heapUsed = new long[POINTS];
  private final long[] newestIds;
  private long points;
  private int samplesInPoint;
  private long floor = Long.MAX_VALUE;
  private long plateau;
  private Trend trend = Trend.FLAT;

  /**
   * What the window shows: how fast the owner and the heap grow for each sample, and how much held
   * is old.
   */
  record Trend(
      boolean grows, boolean slows, double perSample, double heapPerSample, long survivors) {
    static final Trend FLAT = new Trend(false, false, 0, 0, 0);
    static final Trend SLOWING = new Trend(false, true, 0, 0, 0);
  }

  GrowthLevel(int spacing, int oldAfter) {
    this.spacing = spacing;
    this.oldAfter = oldAfter;
    this.newestIds = new long[oldAfter + POINTS];
  }

  int spacing() {
    return spacing;
  }

  Trend trend() {
    return trend;
  }

  /** Returns where the owner last stood still for a whole window; 0 if it never did. */
  long plateau() {
    return plateau;
  }

  void add(OwnerSample sample, HeapSample heap) {
    floor = Math.min(floor, sample.held());
    samplesInPoint++;
    if (samplesInPoint == spacing) {
      addPoint(sample, heap);
      samplesInPoint = 0;
      floor = Long.MAX_VALUE;
    }
  }

  private void addPoint(OwnerSample sample, HeapSample heap) {
    long oldAtBeginning = survivors[slot(0)];
    int slot = slot(0);
    floors[slot] = floor;
    survivors[slot] =
        sample.agesKnown() ? sample.heldBefore().applyAsLong(idBefore(oldAfter)) : floor;
    heapUsed[slot] = heap.usedBytes();
    boolean stays = !sample.agesKnown() || stillHeld(sample, oldAtBeginning);
    newestIds[(int) (points % newestIds.length)] = sample.newestId();
    points++;
    boolean filled = points >= POINTS + (sample.agesKnown() ? oldAfter : 0);
    trend = filled ? judge(stays) : Trend.FLAT;
    if (points >= POINTS && highestFloor() - lowestFloor() < PLATEAU * highestFloor()) {
      plateau = floor;
    }
  }

  private boolean stillHeld(OwnerSample sample, long oldAtBeginning) {
    return sample.heldBefore().applyAsLong(idBefore(oldAfter + POINTS)) >= STAYS * oldAtBeginning;
  }

  /** Returns the newest id so many points ago, 0 before there were any. */
  private long idBefore(int pointsAgo) {
    return points < pointsAgo ? 0 : newestIds[(int) ((points - pointsAgo) % newestIds.length)];
  }

  private Trend judge(boolean stays) {
    long first = lowOf(survivors, 0);
    double rise = lowOf(survivors, BLOCKS - 1) - first;
    if (slows(first, rise)) {
      return Trend.SLOWING;
    }
    double floorRise = lowOf(floors, BLOCKS - 1) - lowOf(floors, 0);
    boolean grows =
        stays
            && floorRise >= LEAST_RISE * lowOf(floors, BLOCKS - 1)
            && floorRise >= rise / 2
            && risesEvenly(rise);
    if (!grows) {
      return Trend.FLAT;
    }
    double samplesBetweenFloors = (double) (BLOCKS - 1) * BLOCK * spacing;
    double samplesBetweenEnds = (double) (POINTS - 1) * spacing;
    double heapRise = heapUsed[slot(POINTS - 1)] - heapUsed[slot(0)];
    return new Trend(
        true,
        false,
        floorRise / samplesBetweenFloors,
        heapRise / samplesBetweenEnds,
        survivors[slot(POINTS - 1)]);
  }

  private boolean slows(long first, double rise) {
    double earlier = lowOf(survivors, BLOCKS / 2 - 1) - first;
    double later = lowOf(survivors, BLOCKS - 1) - lowOf(survivors, BLOCKS / 2);
    return rise > 0 && later < NOT_SLOWING * earlier;
  }

  private boolean risesEvenly(double rise) {
    double least = EVEN_SHARE * rise / (BLOCKS - 1);
    int uneven = 0;
    for (int block = 1; block < BLOCKS; block++) {
      double step = lowOf(survivors, block) - lowOf(survivors, block - 1);
      if (step <= 0 || step < least) {
        uneven++;
      }
    }
    return uneven <= MAY_BE_UNEVEN;
  }

  private long lowOf(long[] values, int block) {
    long low = Long.MAX_VALUE;
    for (int point = block * BLOCK; point < (block + 1) * BLOCK; point++) {
      low = Math.min(low, values[slot(point)]);
    }
    return low;
  }

  private long lowestFloor() {
    long low = Long.MAX_VALUE;
    for (long value : floors) {
      low = Math.min(low, value);
    }
    return low;
  }

  private long highestFloor() {
    long high = 0;
    for (long value : floors) {
      high = Math.max(high, value);
    }
    return high;
  }

  /**
   * Returns where the window's point stands, 0 the oldest; before a point is added, 0 is the one it
   * replaces.
   */
  private int slot(int point) {
    return (int) ((points + point) % POINTS);
  }
}

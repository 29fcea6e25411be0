package dev.plimsoll.watch.rule;

/**
 * One owner's recent past at one spacing of samples. Each of {@value #POINTS} points keeps the
 * lowest held in its stretch (the floor) and how much of what is held was old (the survivors); ages
 * and stretches are counted in points, so that a coarse level sees slow growth as a fine one sees
 * quick growth. Fixed memory, whatever the spacing.
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

  /**
   * Rough ages smear a step over the time in which it grows old; the floors show it as it was. They
   * also show what is young and goes again, so they may be less even.
   */
  private static final int FLOORS_MAY_BE_UNEVEN = 4;

  /** Growth slows when its later half is less than this part of its earlier half. */
  private static final double NOT_SLOWING = 0.55;

  /** From so many points on a window can tell that growth slows, full or not. */
  private static final int ENOUGH_TO_SLOW = 5;

  /** Growth that comes in bursts is believed for so many points after it was seen. */
  private static final int REMEMBERED = 12;

  private final int spacing;
  private final Ring floors = new Ring(POINTS);
  private final Ring survivors = new Ring(POINTS);
  private final Ring youngSurvivors = new Ring(POINTS);
  private final Ring heapUsed = new Ring(POINTS);
  private final Ring newestIds;
  private final AgeEvidence ages = new AgeEvidence();
  private int samplesInPoint;
  private long floor = Long.MAX_VALUE;
  private long plateau;
  private boolean slows;
  private Trend trend = Trend.FLAT;
  private int pointsSinceGrowth;

  /**
   * What the window shows.
   *
   * @param rises whether the floors rise and the oldest stay
   * @param grows whether they also rise evenly
   * @param letsGo whether the owner lets go of anything
   * @param perSample how fast the floors rise for each sample
   * @param heapPerSample how fast the heap does
   * @param survivors how much held is old
   */
  record Trend(
      boolean rises,
      boolean grows,
      boolean letsGo,
      double perSample,
      double heapPerSample,
      long survivors) {
    static final Trend FLAT = new Trend(false, false, false, 0, 0, 0);
  }

  GrowthLevel(int spacing, int oldAfter) {
    this.spacing = spacing;
    this.newestIds = new Ring(oldAfter);
  }

  int spacing() {
    return spacing;
  }

  Trend trend() {
    return trend;
  }

  /** Returns whether growth slows over the window, or over what is known of it. */
  boolean slows() {
    return slows;
  }

  /** Returns where the owner last stood still for a whole window; 0 if it never did. */
  long plateau() {
    return plateau;
  }

  /**
   * Hears the next sample.
   *
   * @param young how much of it is older than so many samples, not points
   */
  void add(OwnerSample sample, HeapSample heap, long young) {
    floor = Math.min(floor, sample.held());
    samplesInPoint++;
    if (samplesInPoint == spacing) {
      addPoint(sample, heap, young);
      samplesInPoint = 0;
      floor = Long.MAX_VALUE;
    }
  }

  private void addPoint(OwnerSample sample, HeapSample heap, long young) {
    floors.add(floor);
    youngSurvivors.add(young);
    heapUsed.add(heap.usedBytes());
    if (sample.agesKnown()) {
      if (newestIds.isFull()) {
        survivors.add(sample.heldBefore().applyAsLong(newestIds.oldest()));
      }
      newestIds.add(sample.newestId());
      ages.add(sample);
    } else {
      survivors.add(floor);
    }
    slows = slowing();
    remember(survivors.isFull() && ages.oldestStay() ? judge() : Trend.FLAT);
    if (floors.isFull() && floors.highest() - floors.lowest() < PLATEAU * floors.highest()) {
      plateau = floor;
    }
  }

  private void remember(Trend now) {
    pointsSinceGrowth++;
    boolean forgotten = pointsSinceGrowth > REMEMBERED || !ages.oldestStay();
    if (now.grows() || !trend.grows() || forgotten) {
      trend = now;
      pointsSinceGrowth = 0;
    }
  }

  private Trend judge() {
    double floorRise = lowOf(floors, BLOCKS - 1) - lowOf(floors, 0);
    if (floorRise < LEAST_RISE * lowOf(floors, BLOCKS - 1)) {
      return Trend.FLAT;
    }
    double rise = lowOf(survivors, BLOCKS - 1) - lowOf(survivors, 0);
    double samplesBetweenFloors = (double) (BLOCKS - 1) * BLOCK * spacing;
    double samplesBetweenEnds = (double) (POINTS - 1) * spacing;
    return new Trend(
        true,
        floorRise >= rise / 2
            && unevenSteps(survivors, rise) <= MAY_BE_UNEVEN
            && unevenSteps(floors, floorRise) <= FLOORS_MAY_BE_UNEVEN,
        ages.letsGo(),
        floorRise / samplesBetweenFloors,
        (heapUsed.back(0) - heapUsed.oldest()) / samplesBetweenEnds,
        survivors.back(0));
  }

  /**
   * Compares the later half of what is known of the window with the earlier one. What made an
   * object old at the finest level counts here, so that a coarse level need not wait.
   */
  private boolean slowing() {
    int known = youngSurvivors.known();
    if (known < ENOUGH_TO_SLOW) {
      return false;
    }
    int half = (known - 1) / 2;
    long middle = youngSurvivors.back(half);
    double earlier = middle - youngSurvivors.back(2 * half);
    double later = youngSurvivors.back(0) - middle;
    return earlier > 0 && later < NOT_SLOWING * earlier;
  }

  private static int unevenSteps(Ring values, double rise) {
    double least = EVEN_SHARE * rise / (BLOCKS - 1);
    int uneven = 0;
    for (int block = 1; block < BLOCKS; block++) {
      double step = lowOf(values, block) - lowOf(values, block - 1);
      if (step <= 0 || step < least) {
        uneven++;
      }
    }
    return uneven;
  }

  private static double lowOf(Ring values, int block) {
    long low = Long.MAX_VALUE;
    for (int point = block * BLOCK; point < (block + 1) * BLOCK; point++) {
      low = Math.min(low, values.back(POINTS - 1 - point));
    }
    return low;
  }
}

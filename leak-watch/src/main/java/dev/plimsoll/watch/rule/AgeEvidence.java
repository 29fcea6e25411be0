package dev.plimsoll.watch.rule;

import java.util.function.LongUnaryOperator;

/**
 * What the ages of what is held tell apart, over one window of points.
 *
 * <p>A queue, a time to live and a FIFO cache let their oldest go, however much they grow
 * meanwhile; a leak never does. And an owner that lets young objects go and keeps old ones has been
 * seen to choose, while one that has let nothing go yet may be filling for the first time.
 */
final class AgeEvidence {

  /** The oldest are this part of what is held. */
  private static final double OLDEST = 0.1;

  /** The oldest stay when at least this part of them is still there a window later. */
  private static final double STAY = 0.9;

  /** Things are let go of when less than this part of all is still there a window later. */
  private static final double KEEPS_ALL = 0.97;

  private final Ring helds = new Ring(GrowthLevel.POINTS);
  private final Ring newestIds = new Ring(GrowthLevel.POINTS);
  private final Ring oldestIds = new Ring(GrowthLevel.POINTS);
  private final Ring oldestHelds = new Ring(GrowthLevel.POINTS);
  private boolean oldestStay = true;
  private boolean letsGo;

  void add(OwnerSample sample) {
    LongUnaryOperator heldBefore = sample.heldBefore();
    if (helds.isFull()) {
      long oldest = heldBefore.applyAsLong(oldestIds.oldest());
      oldestStay = oldest >= STAY * oldestHelds.oldest();
      letsGo = heldBefore.applyAsLong(newestIds.oldest()) < KEEPS_ALL * helds.oldest();
    }
    long oldestId = idOfOldest(sample);
    oldestIds.add(oldestId);
    oldestHelds.add(heldBefore.applyAsLong(oldestId));
    helds.add(sample.held());
    newestIds.add(sample.newestId());
  }

  /** Returns whether what was oldest at the window's beginning is there at its end. */
  boolean oldestStay() {
    return oldestStay;
  }

  /** Returns whether anything of what was held at the window's beginning has gone since. */
  boolean letsGo() {
    return letsGo;
  }

  private static long idOfOldest(OwnerSample sample) {
    double wanted = OLDEST * sample.held();
    long low = 0;
    long high = sample.newestId();
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (sample.heldBefore().applyAsLong(middle) >= wanted) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return high;
  }
}

package dev.plimsoll.watch.rule;

/**
 * memwatch's own rule: the heap has grown over so many full collections in a row. It names nobody,
 * and a cache that fills is a leak to it; here for those who know it and for comparison
 * (node-memwatch, "leak" event).
 */
public final class ConsecutiveGrowth {

  private final int collections;
  private int inARow;
  private long last = -1;

  /**
   * Creates the rule.
   *
   * @param collections how many growing full collections in a row are a leak; memwatch's own number
   *     is 5
   */
  public ConsecutiveGrowth(int collections) {
    if (collections < 1) {
      throw new IllegalArgumentException("collections must be positive: " + collections);
    }
    this.collections = collections;
  }

  /**
   * Hears of a full collection.
   *
   * @param usedAfter bytes in use after it
   * @return whether this was the last of so many growing ones; the count begins anew then
   */
  public boolean collected(long usedAfter) {
    inARow = last >= 0 && usedAfter > last ? inARow + 1 : 0;
    last = usedAfter;
    if (inARow < collections) {
      return false;
    }
    inARow = 0;
    return true;
  }
}

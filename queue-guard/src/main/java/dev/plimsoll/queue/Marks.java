package dev.plimsoll.queue;

/** A high and a low mark on one scale. */
record Marks(long high, long low) {

  /** Marks that no value ever reaches. */
  static final Marks NONE = new Marks(Long.MAX_VALUE, 0);

  Marks {
    check(high, low);
  }

  static void check(long high, long low) {
    if (high <= 0) {
      throw new IllegalArgumentException("the high mark must be positive: high=" + high);
    }
    if (low < 0 || low >= high) {
      throw new IllegalArgumentException(
          "the low mark must be in [0, high): low=" + low + ", high=" + high);
    }
  }

  /** Turns marks on the depth into counts, for a queue of this capacity. */
  static Marks onDepth(Watermarks watermarks, long capacity) {
    if (watermarks instanceof Watermarks.ByFraction fraction) {
      long high = (long) Math.ceil(fraction.high() * capacity);
      long low = (long) Math.floor(fraction.low() * capacity);
      return new Marks(high, Math.min(low, high - 1));
    }
    if (watermarks instanceof Watermarks.ByCount count) {
      if (count.high() > capacity) {
        throw new IllegalArgumentException(
            "a high mark over the capacity is never reached: high="
                + count.high()
                + ", capacity="
                + capacity);
      }
      return new Marks(count.high(), count.low());
    }
    throw new IllegalArgumentException("not marks on the depth: " + watermarks);
  }

  Reading read(long value) {
    if (value >= high) {
      return Reading.BAD;
    }
    return value <= low ? Reading.GOOD : Reading.BETWEEN;
  }

  boolean areSet() {
    return high != Long.MAX_VALUE;
  }
}

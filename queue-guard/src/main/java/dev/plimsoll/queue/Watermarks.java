package dev.plimsoll.queue;

/**
 * The two marks of a depth gauge: an alarm is raised at the high mark and cleared only at the low
 * one, so that a depth that swings around one mark does not flap.
 */
public sealed interface Watermarks {

  /**
   * {@return marks as fractions of the capacity}
   *
   * @param high in (0, 1]; rounded up to a count
   * @param low in [0, high); rounded down to a count
   */
  static Watermarks ofFraction(double high, double low) {
    return new ByFraction(high, low);
  }

  /**
   * {@return marks as counts of waiting elements}
   *
   * @param high raise here; positive
   * @param low clear here; in [0, high)
   */
  static Watermarks ofCount(int high, int low) {
    return new ByCount(high, low);
  }

  /**
   * {@return marks as the summed weight of waiting elements}
   *
   * @param high raise here, in the weigher's unit; positive
   * @param low clear here; in [0, high)
   */
  static Watermarks ofWeight(long high, long low) {
    return new ByWeight(high, low);
  }

  /**
   * Marks as fractions of the capacity.
   *
   * @param high in (0, 1]
   * @param low in [0, high)
   */
  record ByFraction(double high, double low) implements Watermarks {
    public ByFraction {
      if (!(high > 0 && high <= 1)) {
        throw new IllegalArgumentException("the high fraction must be in (0, 1]: high=" + high);
      }
      if (!(low >= 0 && low < high)) {
        throw new IllegalArgumentException(
            "the low fraction must be in [0, high): low=" + low + ", high=" + high);
      }
    }
  }

  /**
   * Marks as counts.
   *
   * @param high positive
   * @param low in [0, high)
   */
  record ByCount(int high, int low) implements Watermarks {
    public ByCount {
      Marks.check(high, low);
    }
  }

  /**
   * Marks as weight.
   *
   * @param high positive
   * @param low in [0, high)
   */
  record ByWeight(long high, long low) implements Watermarks {
    public ByWeight {
      Marks.check(high, low);
    }
  }
}

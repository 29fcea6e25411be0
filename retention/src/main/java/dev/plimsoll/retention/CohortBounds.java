package dev.plimsoll.retention;

import java.util.Arrays;

/**
 * How ids are divided into cohorts: a sorted list of first ids and the end of the last cohort.
 * Immutable.
 *
 * <p>Ages matter on a logarithmic scale: the young cohorts are narrow, and when there are too many,
 * the two neighbours merge that are narrowest for their age. (The idea of exponential histograms:
 * Datar, Gionis, Indyk, Motwani, "Maintaining stream statistics over sliding windows", 2002.)
 *
 * <p>A successor keeps or drops first ids and adds cohorts above the old end only. So a cohort of
 * older bounds always lies inside one cohort of newer ones, and counts can move without error.
 */
final class CohortBounds {

  static final int MAX_COHORTS = 48;

  /** Before any id was heard. */
  static final CohortBounds NONE = new CohortBounds(new long[0], 0, Long.MIN_VALUE);

  // A power of two, so that the search needs no bounds of its own; what is unused is never reached.
  private static final int SLOTS = 64;

  private final long[] firstIds = new long[SLOTS];
  private final int size;
  private final long end;

  private CohortBounds(long[] firstIds, int size, long end) {
    System.arraycopy(firstIds, 0, this.firstIds, 0, size);
    Arrays.fill(this.firstIds, size, SLOTS, Long.MAX_VALUE);
    this.size = size;
    this.end = end;
  }

  int size() {
    return size;
  }

  /** The first id that belongs to no cohort yet. */
  long end() {
    return end;
  }

  long firstId(int cohort) {
    return firstIds[cohort];
  }

  long endOf(int cohort) {
    return cohort + 1 < size ? firstIds[cohort + 1] : end;
  }

  /** The cohort of an id below {@link #end()}; ids below the first one count as the oldest. */
  int cohortOf(long id) {
    if (id >= firstIds[size - 1]) {
      return size - 1;
    }
    int cohort = 0;
    for (int step = SLOTS / 2; step > 0; step >>= 1) {
      if (firstIds[cohort + step] <= id) {
        cohort += step;
      }
    }
    return cohort;
  }

  /** Bounds that have a cohort for {@code id} too, which is at or above the end. */
  CohortBounds extendedTo(long id) {
    if (size == 0) {
      return new CohortBounds(new long[] {id}, 1, saturatedAdd(id, 1));
    }
    long[] kept = Arrays.copyOf(firstIds, size + 1);
    int count = size;
    if (count == MAX_COHORTS) {
      int merged = narrowestForItsAge(id);
      System.arraycopy(firstIds, merged + 1, kept, merged, size - merged - 1);
      count--;
    }
    kept[count] = end;
    return new CohortBounds(kept, count + 1, saturatedAdd(id, widthAt(id)));
  }

  /** The cohort that merges into its elder neighbour with the least loss of relative age. */
  private int narrowestForItsAge(long now) {
    int best = 1;
    double least = Double.MAX_VALUE;
    for (int cohort = 1; cohort < size; cohort++) {
      double width = (double) endOf(cohort) - firstIds[cohort - 1];
      double age = (double) now - endOf(cohort) + 1;
      if (width / age < least) {
        least = width / age;
        best = cohort;
      }
    }
    return best;
  }

  /**
   * How wide the youngest cohort is: 1/32 of a short life, so that few large objects are told
   * apart, then 1,024 ids, so that opening cohorts costs nothing for each id, and 1/16,384 of a
   * long life.
   */
  private long widthAt(long id) {
    long life = Math.max(0, id - firstIds[0]);
    return Math.max(life >> 14, Math.min(1024, Math.max(1, life >> 5)));
  }

  private static long saturatedAdd(long a, long b) {
    long sum = a + b;
    return sum < a ? Long.MAX_VALUE : sum;
  }
}

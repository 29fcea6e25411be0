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

  static final int MAX_COHORTS = 40;

  /** Before any id was heard. */
  static final CohortBounds NONE = new CohortBounds(new long[0], Long.MIN_VALUE);

  private final long[] firstIds;
  private final long end;
  // For each class of ages the youngest cohort that such an id can be in: a search starts there.
  private final byte[] hints = new byte[AgeClass.COUNT];

  private CohortBounds(long[] firstIds, long end) {
    this.firstIds = firstIds;
    this.end = end;
    int cohort = firstIds.length - 1;
    for (int ageClass = 0; ageClass < hints.length; ageClass++) {
      long youngest = end - AgeClass.leastAge(ageClass);
      while (cohort > 0 && firstIds[cohort] > youngest) {
        cohort--;
      }
      hints[ageClass] = (byte) Math.max(0, cohort);
    }
  }

  int size() {
    return firstIds.length;
  }

  /** The first id that belongs to no cohort yet. */
  long end() {
    return end;
  }

  long firstId(int cohort) {
    return firstIds[cohort];
  }

  long endOf(int cohort) {
    return cohort + 1 < firstIds.length ? firstIds[cohort + 1] : end;
  }

  /** The cohort of an id below {@link #end()}; ids below the first one count as the oldest. */
  int cohortOf(long id) {
    int cohort = hints[AgeClass.of(end - id)];
    while (cohort > 0 && firstIds[cohort] > id) {
      cohort--;
    }
    return cohort;
  }

  /** Bounds that have a cohort for {@code id} too, which is at or above the end. */
  CohortBounds extendedTo(long id) {
    int size = firstIds.length;
    if (size == 0) {
      return new CohortBounds(new long[] {id}, saturatedAdd(id, 1));
    }
    long[] extended = size < MAX_COHORTS ? Arrays.copyOf(firstIds, size + 1) : withOneMerged(id);
    extended[extended.length - 1] = end;
    return new CohortBounds(extended, saturatedAdd(id, widthAt(id)));
  }

  private long[] withOneMerged(long now) {
    int merged = narrowestForItsAge(now);
    long[] kept = firstIds.clone();
    System.arraycopy(firstIds, merged + 1, kept, merged, firstIds.length - merged - 1);
    return kept;
  }

  /** The cohort that merges into its elder neighbour with the least loss of relative age. */
  private int narrowestForItsAge(long now) {
    int best = 1;
    double least = Double.MAX_VALUE;
    for (int cohort = 1; cohort < firstIds.length; cohort++) {
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

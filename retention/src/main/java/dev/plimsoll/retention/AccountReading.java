package dev.plimsoll.retention;

import dev.plimsoll.retention.Holding.Quality;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns an account's counts into a holding. Entries of unknown size are taken to be as large as the
 * owner's measured ones are on average, and the holding is marked as estimated.
 */
final class AccountReading {

  private final Stripe sum;
  private final CohortBounds bounds;
  private final long entries;
  private final Quality quality;
  private final double meanBytes;

  private AccountReading(Stripe sum) {
    this.sum = sum;
    this.bounds = sum.bounds();
    long measured = 0;
    long unmeasured = 0;
    long bytes = 0;
    for (int cohort = 0; cohort < bounds.size(); cohort++) {
      measured += sum.measured(cohort);
      unmeasured += sum.unmeasured(cohort);
      bytes += sum.bytes(cohort);
    }
    entries = atLeastZero(measured + unmeasured);
    quality = quality(measured, unmeasured);
    meanBytes = measured > 0 ? (double) atLeastZero(bytes) / measured : 0;
  }

  static Holding read(Owner owner, Account account) {
    return new AccountReading(account.sum()).holding(owner);
  }

  private static Quality quality(long measured, long unmeasured) {
    if (unmeasured <= 0) {
      return Quality.EXACT;
    }
    return measured > 0 ? Quality.ESTIMATED : Quality.UNKNOWN;
  }

  private Holding holding(Owner owner) {
    List<Cohort> cohorts = new ArrayList<>(bounds.size());
    long bytes = 0;
    for (int i = 0; i < bounds.size(); i++) {
      Cohort cohort = cohort(i);
      cohorts.add(cohort);
      bytes += cohort.bytes();
    }
    long told = quality == Quality.UNKNOWN ? RetentionListener.UNKNOWN_BYTES : bytes;
    long lastId = bounds.size() == 0 ? 0 : bounds.end();
    return new Holding(owner, entries, told, quality, sum.allocated(), lastId, cohorts);
  }

  private Cohort cohort(int i) {
    long held = atLeastZero(sum.measured(i) + sum.unmeasured(i));
    long estimated = Math.round(meanBytes * atLeastZero(sum.unmeasured(i)));
    long bytes =
        quality == Quality.UNKNOWN
            ? RetentionListener.UNKNOWN_BYTES
            : atLeastZero(sum.bytes(i)) + estimated;
    return new Cohort(bounds.firstId(i), bounds.endOf(i), held, bytes);
  }

  // Two stripes are read at two moments: a release may be seen without its retention.
  private static long atLeastZero(long count) {
    return Math.max(0, count);
  }
}

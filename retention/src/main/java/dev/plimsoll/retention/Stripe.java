package dev.plimsoll.retention;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * One stripe of an account: counts by cohort, guarded by its own lock. One compare-and-set for the
 * lock and plain additions under it are cheaper than an atomic addition for each count.
 *
 * <p>Counts are signed: what one stripe saw retained another may see released; only the sum over
 * all stripes means anything.
 */
final class Stripe {

  private static final VarHandle LOCKED;

  static {
    try {
      LOCKED = MethodHandles.lookup().findVarHandle(Stripe.class, "locked", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // One cohort's counts lie side by side, so that an event touches one or two cache lines.
  private static final int BYTES = 0;
  private static final int MEASURED = 1;
  private static final int UNMEASURED = 2;
  private static final int CELLS = 3;

  private static final int SPINS = 64;
  private static final long PARK_NANOS = 1_000;

  @SuppressWarnings("unused") // through LOCKED
  private int locked;

  private final long[] cells = new long[CohortBounds.MAX_COHORTS * CELLS];
  private CohortBounds bounds;
  private long allocated;

  Stripe(CohortBounds bounds) {
    this.bounds = bounds;
  }

  boolean tryLock() {
    return LOCKED.compareAndSet(this, 0, 1);
  }

  void lock() {
    for (int round = 0; !tryLock(); round++) {
      pause(round);
    }
  }

  /** Waits for a holder to add its few numbers, longer when it must have lost its processor. */
  static void pause(int round) {
    if (round < SPINS) {
      Thread.onSpinWait();
    } else {
      LockSupport.parkNanos(PARK_NANOS);
    }
  }

  void unlock() {
    LOCKED.setRelease(this, 0);
  }

  /** Counts {@code sign} entries of {@code bytes} each under {@code id}, while locked. */
  void count(CohortBounds current, long id, long bytes, int sign) {
    rebin(current);
    int cell = current.cohortOf(id) * CELLS;
    if (bytes >= 0) {
      cells[cell + BYTES] += sign * bytes;
      cells[cell + MEASURED] += sign;
    } else {
      cells[cell + UNMEASURED] += sign;
    }
  }

  /** The same for ids that follow on each other, of {@code bytes[0]} and so on, while locked. */
  void countRun(CohortBounds current, long firstId, long[] bytes, int count, int sign) {
    rebin(current);
    int from = 0;
    while (from < count) {
      int cohort = current.cohortOf(firstId + from);
      int to = (int) Math.min(count, current.endOf(cohort) - firstId);
      countIn(cohort * CELLS, bytes, from, to, sign);
      from = to;
    }
  }

  private void countIn(int cell, long[] bytes, int from, int to, int sign) {
    long sum = 0;
    int measured = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] >= 0) {
        sum += bytes[i];
        measured++;
      }
    }
    cells[cell + BYTES] += sign * sum;
    cells[cell + MEASURED] += (long) sign * measured;
    cells[cell + UNMEASURED] += (long) sign * (to - from - measured);
  }

  void countAllocated(long bytes) {
    allocated += bytes;
  }

  /**
   * Adds this stripe's counts to {@code sum}, which is private to the caller, while this is locked.
   */
  void addTo(Stripe sum, CohortBounds current) {
    rebin(current);
    sum.rebin(current);
    for (int cell = 0; cell < cells.length; cell++) {
      sum.cells[cell] += cells[cell];
    }
    sum.allocated += allocated;
  }

  CohortBounds bounds() {
    return bounds;
  }

  long allocated() {
    return allocated;
  }

  long bytes(int cohort) {
    return cells[cohort * CELLS + BYTES];
  }

  /** Entries whose bytes were told. */
  long measured(int cohort) {
    return cells[cohort * CELLS + MEASURED];
  }

  /** Entries whose bytes are unknown. */
  long unmeasured(int cohort) {
    return cells[cohort * CELLS + UNMEASURED];
  }

  /** Moves the counts to newer bounds, each old cohort into the new one that contains it. */
  private void rebin(CohortBounds newer) {
    CohortBounds older = bounds;
    if (older == newer) {
      return;
    }
    // In place: a cohort's index never grows, and the cells below it have been moved already.
    for (int cohort = 0; cohort < older.size(); cohort++) {
      int target = newer.cohortOf(older.firstId(cohort));
      if (target != cohort) {
        move(cohort * CELLS, target * CELLS);
      }
    }
    bounds = newer;
  }

  private void move(int from, int to) {
    for (int i = 0; i < CELLS; i++) {
      cells[to + i] += cells[from + i];
      cells[from + i] = 0;
    }
  }
}

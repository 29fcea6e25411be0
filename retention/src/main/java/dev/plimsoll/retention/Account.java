package dev.plimsoll.retention;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What a ledger knows of one owner, which it refers to weakly. Written by many threads, each on the
 * stripe that it finds free, starting at its own; an owner written by one thread has one stripe.
 */
final class Account extends WeakReference<Owner> {

  private static final int MOST_STRIPES = 64;
  private static final VarHandle BOUNDS;

  static {
    try {
      BOUNDS = MethodHandles.lookup().findVarHandle(Account.class, "bounds", CohortBounds.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Object book;
  private final int hash;
  private final AtomicReferenceArray<Stripe> stripes;
  private volatile CohortBounds bounds = CohortBounds.NONE;

  Account(Owner owner, Object book, int processors) {
    super(owner);
    this.book = book;
    this.hash = System.identityHashCode(owner);
    // Four to a processor, because threads choose by their number and should seldom meet.
    int wanted = Math.min(MOST_STRIPES, 4 * processors);
    this.stripes = new AtomicReferenceArray<>(Integer.highestOneBit(wanted * 2 - 1));
  }

  boolean isIn(Object someBook) {
    return book == someBook;
  }

  /** The owner's identity hash, known after the owner is gone too. */
  int hash() {
    return hash;
  }

  void retained(long id, long bytes) {
    count(id, bytes, 1);
  }

  void released(long id, long bytes) {
    count(id, bytes, -1);
  }

  void allocated(long bytes) {
    Stripe stripe = lockAnyStripe();
    try {
      stripe.countAllocated(bytes);
    } finally {
      stripe.unlock();
    }
  }

  private void count(long id, long bytes, int sign) {
    long placeable = Math.min(id, Long.MAX_VALUE - 1);
    if (placeable >= bounds.end()) {
      openCohortFor(placeable);
    }
    Stripe stripe = lockAnyStripe();
    try {
      // Read under the lock: bounds older than the stripe's own could not place its counts.
      stripe.count(bounds, placeable, bytes, sign);
    } finally {
      stripe.unlock();
    }
  }

  /** Counts entries whose ids follow on each other; all of them can be placed. */
  void countRun(long firstId, long[] bytes, int count, int sign) {
    long last = firstId + count - 1;
    if (last >= bounds.end()) {
      openCohortFor(last);
    }
    Stripe stripe = lockAnyStripe();
    try {
      stripe.countRun(bounds, firstId, bytes, count, sign);
    } finally {
      stripe.unlock();
    }
  }

  /** An id is counted in a cohort that has an end, so that no later cohort can claim it. */
  private void openCohortFor(long id) {
    CohortBounds current = bounds;
    while (id >= current.end()) {
      BOUNDS.compareAndSet(this, current, current.extendedTo(id));
      current = bounds;
    }
  }

  private Stripe lockAnyStripe() {
    int mask = stripes.length() - 1;
    int home = (int) Thread.currentThread().getId();
    for (int probe = 0; ; probe++) {
      Stripe stripe = stripe((home + probe) & mask);
      if (stripe.tryLock()) {
        return stripe;
      }
      if ((probe & mask) == mask) {
        Stripe.pause(probe / stripes.length());
      }
    }
  }

  private Stripe stripe(int index) {
    Stripe stripe = stripes.getAcquire(index);
    return stripe != null ? stripe : newStripe(index);
  }

  private Stripe newStripe(int index) {
    Stripe fresh = new Stripe(bounds);
    Stripe witness = stripes.compareAndExchange(index, null, fresh);
    return witness == null ? fresh : witness;
  }

  /**
   * A private copy of all stripes' sum. Each stripe is exact; two of them are read at slightly
   * different moments.
   */
  Stripe sum() {
    Stripe sum = new Stripe(bounds);
    for (int i = 0; i < stripes.length(); i++) {
      Stripe stripe = stripes.getAcquire(i);
      if (stripe != null) {
        stripe.lock();
        try {
          stripe.addTo(sum, bounds);
        } finally {
          stripe.unlock();
        }
      }
    }
    return sum;
  }
}

package dev.plimsoll.queue;

import dev.plimsoll.retention.ReleaseCause;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The lock around a {@link Backlog}, and all the waiting at it. No foreign code runs under the lock
 * but {@code equals} and a spill's two functions.
 */
final class Gate<E> {

  static final long FOREVER = Long.MAX_VALUE;

  private final String name;
  private final Weigher<E> weigher;
  private final Residence residence;
  private final ReentrantLock lock;
  private final Condition notEmpty;
  private final Condition notFull;
  private final Condition drained;

  /** Guarded by {@link #lock}, but for its methods that are safe without. */
  private final Backlog<E> backlog;

  // Guarded by the lock. A signal without anybody waiting is cheap, and a look is cheaper.
  private int puttersWaiting;
  private int takersWaiting;

  /** Written under the lock. */
  private volatile boolean closed;

  private @Nullable DrainReport<E> report;

  Gate(String name, boolean fair, Weigher<E> weigher, Residence residence, Backlog<E> backlog) {
    this.name = name;
    this.weigher = weigher;
    this.residence = residence;
    this.backlog = backlog;
    lock = new ReentrantLock(fair);
    notEmpty = lock.newCondition();
    notFull = lock.newCondition();
    drained = lock.newCondition();
  }

  boolean isClosed() {
    return closed;
  }

  boolean hasReport() {
    return locked(() -> report != null);
  }

  boolean isHeldByThisThread() {
    return lock.isHeldByCurrentThread();
  }

  QueueClosedException closedException() {
    return new QueueClosedException(name);
  }

  QueueRejectedException rejectedException(RejectionReason reason) {
    return new QueueRejectedException(name, backlog.seenSize(), backlog.capacity(), reason);
  }

  Admission insertAtOnce(E e) {
    long bytes = weigher.bytes(e);
    long id = residence.enter(bytes);
    Admission outcome = Admission.FULL;
    lock.lock();
    try {
      outcome = tryInsert(e, id, bytes);
    } finally {
      lock.unlock();
      forgetUnlessAdmitted(outcome, id, bytes);
    }
    return outcome;
  }

  Admission insert(E e, long patience) throws InterruptedException {
    long bytes = weigher.bytes(e);
    long id = residence.enter(bytes);
    Admission outcome = Admission.FULL;
    try {
      lock.lockInterruptibly();
      try {
        outcome = tryInsert(e, id, bytes);
        long left = patience;
        while (outcome == Admission.FULL && left > 0) {
          left = awaitRoom(left);
          outcome = tryInsert(e, id, bytes);
        }
      } finally {
        lock.unlock();
      }
    } finally {
      forgetUnlessAdmitted(outcome, id, bytes);
    }
    return outcome == Admission.FULL && patience > 0 ? Admission.TIMED_OUT : outcome;
  }

  private Admission tryInsert(E e, long id, long bytes) {
    if (closed) {
      return Admission.CLOSED;
    }
    if (backlog.isFull()) {
      return tryInsertIntoFull(e, id, bytes);
    }
    backlog.add(e, id, bytes);
    signalTaker();
    return Admission.ADMITTED;
  }

  private Admission tryInsertIntoFull(E e, long id, long bytes) {
    long leftBefore = backlog.left();
    Admission outcome = backlog.addToFull(e, id, bytes);
    afterDepartures(leftBefore);
    if (outcome == Admission.ADMITTED) {
      signalTaker();
    }
    return outcome;
  }

  private void forgetUnlessAdmitted(Admission outcome, long id, long bytes) {
    if (outcome != Admission.ADMITTED) {
      boolean spilled = outcome == Admission.SPILLED;
      residence.leave(id, bytes, spilled ? ReleaseCause.EVICTED : ReleaseCause.REJECTED);
    }
  }

  @Nullable E next() {
    lock.lock();
    try {
      return takeNext();
    } finally {
      lock.unlock();
    }
  }

  /** Answers null when the time is over, or when the queue is closed and empty. */
  @Nullable E next(long patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      E taken = takeNext();
      long left = patience;
      while (taken == null && left > 0 && !closed) {
        left = awaitElement(left);
        taken = takeNext();
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable E takeNext() {
    if (backlog.needsGrooming()) {
      long leftBefore = backlog.left();
      backlog.groom();
      afterDepartures(leftBefore);
    }
    E taken = backlog.takeNext();
    if (taken != null) {
      afterOneDeparture();
    }
    return taken;
  }

  List<E> next(int max) {
    List<E> taken = new ArrayList<>();
    lock.lock();
    try {
      while (taken.size() < max) {
        E element = takeNext();
        if (element == null) {
          break;
        }
        taken.add(element);
      }
    } finally {
      lock.unlock();
    }
    return taken;
  }

  /** Runs a look or a change under the lock. */
  <T extends @Nullable Object> T locked(Supplier<T> work) {
    lock.lock();
    try {
      long leftBefore = backlog.left();
      T result = work.get();
      afterDepartures(leftBefore);
      return result;
    } finally {
      lock.unlock();
    }
  }

  /** Refuses new elements from now on, and releases who waits in vain. */
  void shut() {
    lock.lock();
    try {
      closed = true;
      notFull.signalAll();
      notEmpty.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Closes, waits for consumers, and answers the one report of this queue. */
  DrainReport<E> close(long patience) {
    shut();
    lock.lock();
    try {
      awaitDrained(patience);
      return report();
    } finally {
      lock.unlock();
    }
  }

  private void awaitDrained(long patience) {
    long left = patience;
    try {
      while (report == null && backlog.size() > 0 && left > 0) {
        left = await(drained, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private DrainReport<E> report() {
    DrainReport<E> known = report;
    if (known == null) {
      QueueSnapshot end = backlog.snapshot();
      known = new DrainReport<>(end, backlog.clear(ReleaseCause.CLEARED));
      report = known;
      backlog.close();
      drained.signalAll();
      notEmpty.signalAll();
    }
    return known;
  }

  private void afterDepartures(long leftBefore) {
    for (long left = backlog.left() - leftBefore; left > 0; left--) {
      afterOneDeparture();
    }
  }

  private void afterOneDeparture() {
    if (puttersWaiting > 0) {
      notFull.signal();
    }
    if (closed && backlog.size() == 0) {
      drained.signalAll();
      notEmpty.signalAll();
    }
  }

  private void signalTaker() {
    if (takersWaiting > 0) {
      notEmpty.signal();
    }
  }

  private long awaitRoom(long nanos) throws InterruptedException {
    puttersWaiting++;
    try {
      return await(notFull, nanos);
    } finally {
      puttersWaiting--;
    }
  }

  private long awaitElement(long nanos) throws InterruptedException {
    takersWaiting++;
    try {
      return await(notEmpty, nanos);
    } finally {
      takersWaiting--;
    }
  }

  @SuppressWarnings("WaitNotInLoop") // all callers loop
  private static long await(Condition condition, long nanos) throws InterruptedException {
    if (nanos == FOREVER) {
      condition.await();
      return FOREVER;
    }
    return condition.awaitNanos(nanos);
  }
}

package dev.plimsoll.queue;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The two locks around a {@link Backlog}, and the lines at them. One who puts and one who takes
 * need a lock each and do not meet, as long as nothing has to be decided: the queue is neither full
 * nor empty, no mark is crossed, nobody is too old. All else holds both locks, those who put before
 * those who take, and is as if there were one. A fair queue has one lock indeed.
 *
 * <p>No foreign code runs under both locks but {@code equals}, a clock that was given, a spill's
 * two functions and what its elements that come back ask of the weigher and the time to live. None
 * of it may call the queue; it gets an exception then, not a deadlock.
 */
final class Doors<E> {

  static final long FOREVER = Long.MAX_VALUE;

  private final Backlog<E> backlog;
  private final Residence residence;
  final boolean shared;
  final SideLock puts;
  final SideLock takes;
  private final SideLock.Line drained;
  private final SideLock.Line notFull;
  private final SideLock.Line notEmpty;

  // Set under both locks, cleared under the one that the line belongs to.
  volatile boolean putterWaits;
  volatile boolean takerWaits;

  /** Who holds both locks; a thread that reads it without can only find itself for certain. */
  private volatile @Nullable Thread holder;

  /** Written under both locks. */
  private volatile boolean closed;

  Doors(boolean fair, Backlog<E> backlog, Residence residence) {
    this.backlog = backlog;
    this.residence = residence;
    shared = fair;
    puts = fair ? new FairLock() : new QuickLock();
    takes = fair ? puts : new QuickLock();
    notFull = puts.newLine();
    drained = puts.newLine();
    notEmpty = takes.newLine();
  }

  boolean isClosed() {
    return closed;
  }

  boolean isHeldByThisThread() {
    return holder == Thread.currentThread();
  }

  void lock(SideLock side) {
    if (!side.tryLock()) {
      refuseToEnterTwice();
      side.lock();
    }
  }

  void lockBoth() {
    refuseToEnterTwice();
    puts.lock();
    if (!shared) {
      takes.lock();
    }
    arrive();
  }

  void lockBothInterruptibly() throws InterruptedException {
    refuseToEnterTwice();
    puts.lockInterruptibly();
    if (!shared) {
      takes.lock();
    }
    arrive();
  }

  /** Releases both locks, and tells afterwards who has come and gone under them. */
  void unlockBoth() {
    Movements untold = backlog.takeMovements();
    if (untold != null) {
      residence.note(untold);
    }
    leave();
    if (!shared) {
      takes.unlock();
    }
    puts.unlock();
    if (untold != null) {
      residence.tell(untold);
    }
  }

  /** Runs a look or a change under both locks. */
  <T extends @Nullable Object> T locked(Supplier<T> work) {
    lockBoth();
    try {
      long leftBefore = backlog.left();
      T result = work.get();
      afterDepartures(leftBefore);
      return result;
    } finally {
      unlockBoth();
    }
  }

  /** Refuses new elements from now on, and releases who waits in vain. */
  void shut() {
    lockBoth();
    try {
      closed = true;
      notFull.signalAll();
      notEmpty.signalAll();
    } finally {
      unlockBoth();
    }
  }

  /** Says that both locks are held, after a wait that began with both. */
  void arrive() {
    holder = Thread.currentThread();
    backlog.skipHoles();
  }

  private void leave() {
    backlog.settle(!closed);
    holder = null;
  }

  void wakeTaker() {
    lock(takes);
    try {
      signalTaker();
    } finally {
      takes.unlock();
    }
  }

  void wakePutter() {
    lock(puts);
    try {
      signalPutter();
    } finally {
      puts.unlock();
    }
  }

  void signalTaker() {
    if (takerWaits) {
      notEmpty.signal();
      takerWaits = notEmpty.isAwaited();
    }
  }

  private void signalPutter() {
    if (putterWaits) {
      notFull.signal();
      putterWaits = notFull.isAwaited();
    }
  }

  void afterDepartures(long leftBefore) {
    for (long left = backlog.left() - leftBefore; left > 0; left--) {
      afterOneDeparture();
    }
  }

  void afterOneDeparture() {
    signalPutter();
    if (closed && backlog.size() == 0) {
      releaseAll();
    }
  }

  /** Lets go whoever waits for the queue to be empty, or for an element in vain. */
  void releaseAll() {
    drained.signalAll();
    notEmpty.signalAll();
  }

  /** Releases both locks and waits; holds the one of those who put afterwards. */
  long awaitRoom(long nanos) throws InterruptedException {
    putterWaits = true;
    leave();
    if (!shared) {
      takes.unlock();
    }
    return awaitOr(notFull, nanos, puts);
  }

  /** Releases both locks and waits; holds the one of those who take afterwards. */
  long awaitElement(long nanos) throws InterruptedException {
    takerWaits = true;
    leave();
    if (!shared) {
      puts.unlock();
    }
    return awaitOr(notEmpty, nanos, takes);
  }

  /** Releases the lock for good when the wait fails. */
  private static long awaitOr(SideLock.Line line, long nanos, SideLock lock)
      throws InterruptedException {
    boolean ended = false;
    try {
      long left = line.await(nanos);
      ended = true;
      return left;
    } finally {
      if (!ended) {
        lock.unlock();
      }
    }
  }

  /** Releases both locks, waits until the queue is empty, and holds both again. */
  long awaitEmpty(long nanos) throws InterruptedException {
    leave();
    if (!shared) {
      takes.unlock();
    }
    try {
      return drained.await(nanos);
    } finally {
      if (!shared) {
        takes.lock();
      }
      arrive();
    }
  }

  private void refuseToEnterTwice() {
    if (holder == Thread.currentThread()) {
      throw new IllegalStateException(
          "queue "
              + backlog.name()
              + " was called from within one of its own changes: let neither equals, nor a clock,"
              + " nor a function given to it call it");
    }
  }
}

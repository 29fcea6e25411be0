package dev.plimsoll.queue;

import org.jspecify.annotations.Nullable;

/**
 * The locks of a queue and the lines at them: one lock for those who put and one for those who
 * take, or a single one for all where order counts. Who needs both takes that of those who put
 * first.
 */
abstract class Doors {

  static final long FOREVER = Long.MAX_VALUE;

  final String name;
  final boolean shared;
  final SideLock puts;
  final SideLock takes;
  final SideLock.Line drained;
  final SideLock.Line notFull;
  final SideLock.Line notEmpty;

  // Set under both locks, cleared under the one that the line belongs to.
  volatile boolean putterWaits;
  volatile boolean takerWaits;

  /** Who holds both locks; a thread that reads it without can only find itself for certain. */
  private volatile @Nullable Thread holder;

  Doors(String name, boolean fair) {
    this.name = name;
    shared = fair;
    puts = fair ? new FairLock() : new QuickLock();
    takes = fair ? puts : new QuickLock();
    notFull = puts.newLine();
    drained = puts.newLine();
    notEmpty = takes.newLine();
  }

  /** Runs whenever both locks have been taken. */
  abstract void afterArrival();

  /** Runs whenever one of both locks is about to be released. */
  abstract void beforeLeaving();

  final boolean isHeldByThisThread() {
    return holder == Thread.currentThread();
  }

  final void lock(SideLock side) {
    if (!side.tryLock()) {
      refuseToEnterTwice();
      side.lock();
    }
  }

  final void lockBoth() {
    refuseToEnterTwice();
    puts.lock();
    if (!shared) {
      takes.lock();
    }
    arrive();
  }

  final void lockBothInterruptibly() throws InterruptedException {
    refuseToEnterTwice();
    puts.lockInterruptibly();
    if (!shared) {
      takes.lock();
    }
    arrive();
  }

  final void releaseBoth() {
    leave();
    if (!shared) {
      takes.unlock();
    }
    puts.unlock();
  }

  final void arrive() {
    holder = Thread.currentThread();
    afterArrival();
  }

  private void leave() {
    beforeLeaving();
    holder = null;
  }

  final void wakeTaker() {
    lock(takes);
    try {
      signalTaker();
    } finally {
      takes.unlock();
    }
  }

  final void wakePutter() {
    lock(puts);
    try {
      signalPutter();
    } finally {
      puts.unlock();
    }
  }

  final void signalTaker() {
    if (takerWaits) {
      notEmpty.signal();
      takerWaits = notEmpty.isAwaited();
    }
  }

  final void signalPutter() {
    if (putterWaits) {
      notFull.signal();
      putterWaits = notFull.isAwaited();
    }
  }

  /** Releases both locks and waits; holds the one of those who put afterwards. */
  final long awaitRoom(long nanos) throws InterruptedException {
    putterWaits = true;
    leave();
    if (!shared) {
      takes.unlock();
    }
    return awaitOr(notFull, nanos, puts);
  }

  /** Releases both locks and waits; holds the one of those who take afterwards. */
  final long awaitElement(long nanos) throws InterruptedException {
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

  final long awaitEmpty(long nanos) throws InterruptedException {
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
              + name
              + " was called from within one of its own changes: let neither equals, nor a clock,"
              + " nor a function given to it call it");
    }
  }
}

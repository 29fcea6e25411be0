package dev.plimsoll.queue;

import dev.plimsoll.retention.ReleaseCause;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The two locks around a {@link Backlog}, and all the waiting at them. One who puts and one who
 * takes need a lock each and do not meet, as long as nothing has to be decided: the queue is
 * neither full nor empty, no mark is crossed, nobody is too old. All else holds both locks, those
 * who put before those who take, and is as if there were one. A fair queue has one lock indeed.
 *
 * <p>No foreign code runs under both locks but {@code equals}, a clock that was given, a spill's
 * two functions and what its elements that come back ask of the weigher, the time to live and the
 * retention listener. None of it may call the queue; it gets an exception then, not a deadlock.
 */
final class Gate<E> extends Doors {

  private final Weigher<E> weigher;
  private final Lifetime<E> lifetime;
  private final Residence residence;
  private final boolean told;
  private final Backlog<E> backlog;
  private final Glance forElement;
  private final Glance forRoom;

  /** Written under both locks. */
  private volatile boolean closed;

  private @Nullable DrainReport<E> report;

  Gate(
      String name,
      boolean fair,
      Weigher<E> weigher,
      Lifetime<E> lifetime,
      Residence residence,
      Backlog<E> backlog) {
    super(name, fair);
    this.weigher = weigher;
    this.lifetime = lifetime;
    this.residence = residence;
    this.backlog = backlog;
    told = residence.isTold();
    forElement = new Glance(() -> !backlog.seenEmpty());
    forRoom = new Glance(() -> backlog.seenSize() < backlog.capacity());
  }

  boolean isClosed() {
    return closed;
  }

  boolean hasReport() {
    return locked(() -> report != null);
  }

  QueueClosedException closedException() {
    return new QueueClosedException(name);
  }

  QueueRejectedException rejectedException(RejectionReason reason) {
    return new QueueRejectedException(
        new Refusal.Facts(name, backlog.seenSize(), backlog.capacity(), reason));
  }

  Admission insertAtOnce(E e) {
    long bytes = weigher.bytes(e);
    long life = lifetime.of(e);
    long id = residence.enter(bytes);
    Admission outcome = Admission.FULL;
    try {
      outcome = addAlone(e, id, bytes, life) ? Admission.ADMITTED : addTogether(e, id, bytes, life);
    } finally {
      forgetUnlessAdmitted(outcome, id, bytes);
    }
    return outcome;
  }

  Admission insert(E e, long patience) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    long bytes = weigher.bytes(e);
    long life = lifetime.of(e);
    long id = residence.enter(bytes);
    Admission outcome = Admission.FULL;
    try {
      boolean added = addAlone(e, id, bytes, life);
      if (!added && patience > 0 && backlog.seenFull() && forRoom.succeeds()) {
        added = addAlone(e, id, bytes, life);
      }
      outcome = added ? Admission.ADMITTED : addPatiently(e, id, bytes, life, patience);
    } finally {
      forgetUnlessAdmitted(outcome, id, bytes);
    }
    return outcome == Admission.FULL && patience > 0 ? Admission.TIMED_OUT : outcome;
  }

  /** The hot path: one lock, nobody to wait for; false if that is not enough. */
  private boolean addAlone(E e, long id, long bytes, long life) {
    if (shared) {
      return false;
    }
    lock(puts);
    return addHoldingPuts(e, id, bytes, life);
  }

  /** Adds if that needs no other lock, and releases this one whether or not. */
  private boolean addHoldingPuts(E e, long id, long bytes, long life) {
    boolean added;
    try {
      added = backlog.addAlone(e, id, bytes, life);
    } finally {
      puts.unlock();
    }
    if (added && takerWaits) {
      wakeTaker();
    }
    return added;
  }

  private Admission addTogether(E e, long id, long bytes, long life) {
    lockBoth();
    try {
      return tryInsert(e, id, bytes, life);
    } finally {
      unlockBoth();
    }
  }

  private Admission addPatiently(E e, long id, long bytes, long life, long patience)
      throws InterruptedException {
    long left = patience;
    lockBothInterruptibly();
    while (true) {
      Admission outcome = Admission.FULL;
      boolean waits = false;
      try {
        outcome = tryInsert(e, id, bytes, life);
        waits = outcome == Admission.FULL && left > 0;
      } finally {
        if (!waits) {
          unlockBoth();
        }
      }
      if (!waits) {
        return outcome;
      }
      left = awaitRoom(left);
      if (addAfterWaiting(e, id, bytes, life)) {
        return Admission.ADMITTED;
      }
    }
  }

  /** Adds alone if that is enough; holds both locks otherwise. */
  private boolean addAfterWaiting(E e, long id, long bytes, long life) {
    if (shared) {
      arrive();
      return false;
    }
    boolean added = addHoldingPuts(e, id, bytes, life);
    if (!added) {
      lockBoth();
    }
    return added;
  }

  private Admission tryInsert(E e, long id, long bytes, long life) {
    if (closed) {
      return Admission.CLOSED;
    }
    if (backlog.isFull()) {
      return tryInsertIntoFull(e, id, bytes, life);
    }
    backlog.add(e, id, bytes, life);
    signalTaker();
    return Admission.ADMITTED;
  }

  private Admission tryInsertIntoFull(E e, long id, long bytes, long life) {
    long leftBefore = backlog.left();
    Admission outcome = backlog.addToFull(e, id, bytes, life);
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
    E taken = takeAlone();
    return taken != null ? taken : takeTogether();
  }

  /** Answers null when the time is over, or when the queue is closed and empty. */
  @Nullable E next(long patience) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    E taken = takeAlone();
    if (taken == null && patience > 0 && backlog.seenEmpty() && forElement.succeeds()) {
      taken = takeAlone();
    }
    return taken != null ? taken : takePatiently(patience);
  }

  List<E> next(int max) {
    List<E> taken = new ArrayList<>();
    lockBoth();
    try {
      while (taken.size() < max) {
        E element = takeNext();
        if (element == null) {
          break;
        }
        taken.add(element);
      }
    } finally {
      unlockBoth();
    }
    return taken;
  }

  /** The hot path: one lock, nobody to wait for; null if that is not enough. */
  private @Nullable E takeAlone() {
    if (shared) {
      return null;
    }
    lock(takes);
    return takeHoldingTakes();
  }

  /** Takes if that needs no other lock, and releases this one whether or not. */
  private @Nullable E takeHoldingTakes() {
    E taken = null;
    long id = 0;
    long bytes = 0;
    try {
      if (backlog.mayTakeAlone()) {
        if (told) {
          id = backlog.oldestId();
          bytes = backlog.oldestBytes();
        }
        taken = backlog.takeOldest();
      }
    } finally {
      takes.unlock();
    }
    if (taken != null) {
      afterTakingAlone(id, bytes);
    }
    return taken;
  }

  private void afterTakingAlone(long id, long bytes) {
    if (putterWaits) {
      wakePutter();
    }
    if (told) {
      residence.leave(id, bytes, ReleaseCause.DRAINED);
    }
  }

  private @Nullable E takeTogether() {
    lockBoth();
    try {
      return takeNext();
    } finally {
      unlockBoth();
    }
  }

  private @Nullable E takePatiently(long patience) throws InterruptedException {
    long left = patience;
    lockBothInterruptibly();
    while (true) {
      E taken = null;
      boolean waits = false;
      try {
        taken = takeNext();
        waits = taken == null && left > 0 && !closed;
      } finally {
        if (!waits) {
          unlockBoth();
        }
      }
      if (!waits) {
        return taken;
      }
      left = awaitElement(left);
      taken = takeAfterWaiting();
      if (taken != null) {
        return taken;
      }
    }
  }

  /** Takes alone if that is enough; holds both locks otherwise. */
  private @Nullable E takeAfterWaiting() {
    if (shared) {
      arrive();
      return null;
    }
    E taken = takeHoldingTakes();
    if (taken == null) {
      lockBoth();
    }
    return taken;
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

  /** Closes, waits for consumers, and answers the one report of this queue. */
  DrainReport<E> close(long patience) {
    shut();
    lockBoth();
    try {
      awaitDrained(patience);
      return report();
    } finally {
      unlockBoth();
    }
  }

  private void awaitDrained(long patience) {
    long left = patience;
    try {
      while (report == null && backlog.size() > 0 && left > 0) {
        left = awaitEmpty(left);
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
    signalPutter();
    if (closed && backlog.size() == 0) {
      drained.signalAll();
      notEmpty.signalAll();
    }
  }

  private void unlockBoth() {
    Leavers gone = backlog.takeLeavers();
    releaseBoth();
    if (gone != null) {
      gone.tell(residence);
    }
  }

  @Override
  void afterArrival() {
    backlog.skipHoles();
  }

  @Override
  void beforeLeaving() {
    backlog.settle(!closed);
  }
}

package dev.plimsoll.queue;

import dev.plimsoll.retention.ReleaseCause;

/** Where elements come in: alone as long as that is enough, otherwise under both locks. */
final class Entrance<E> {

  private final Doors<E> doors;
  private final SideLock puts;
  private final Weigher<E> weigher;
  private final Lifetime<E> lifetime;
  private final Residence residence;
  private final Backlog<E> backlog;
  private final Glance forRoom;

  Entrance(
      Doors<E> doors,
      Weigher<E> weigher,
      Lifetime<E> lifetime,
      Residence residence,
      Backlog<E> backlog) {
    this.doors = doors;
    puts = doors.puts;
    this.weigher = weigher;
    this.lifetime = lifetime;
    this.residence = residence;
    this.backlog = backlog;
    int capacity = backlog.capacity();
    forRoom = new Glance(() -> capacity - backlog.seenSize(), capacity / 2);
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
      if (addAlone(e, id, bytes, life)) {
        outcome = Admission.ADMITTED;
      } else if (patience > 0 && backlog.seenFull()) {
        outcome = addAfterGlance(e, id, bytes, life, patience);
      } else {
        outcome = addPatiently(e, id, bytes, life, patience);
      }
    } finally {
      forgetUnlessAdmitted(outcome, id, bytes);
    }
    return outcome == Admission.FULL && patience > 0 ? Admission.TIMED_OUT : outcome;
  }

  private Admission addAfterGlance(E e, long id, long bytes, long life, long patience)
      throws InterruptedException {
    if (forRoom.succeeds()) {
      boolean added = addAlone(e, id, bytes, life);
      return added ? Admission.ADMITTED : addPatiently(e, id, bytes, life, patience);
    }
    long start = System.nanoTime();
    Admission outcome = addPatiently(e, id, bytes, life, patience);
    forRoom.waited(System.nanoTime() - start);
    return outcome;
  }

  /** The hot path: one lock, nobody to wait for; false if that is not enough. */
  private boolean addAlone(E e, long id, long bytes, long life) {
    if (doors.shared) {
      return false;
    }
    doors.lock(puts);
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
    if (added && doors.takerWaits) {
      doors.wakeTaker();
    }
    return added;
  }

  private Admission addTogether(E e, long id, long bytes, long life) {
    doors.lockBoth();
    try {
      return tryInsert(e, id, bytes, life);
    } finally {
      doors.unlockBoth();
    }
  }

  private Admission addPatiently(E e, long id, long bytes, long life, long patience)
      throws InterruptedException {
    long left = patience;
    doors.lockBothInterruptibly();
    while (true) {
      Admission outcome = Admission.FULL;
      boolean waits = false;
      try {
        outcome = tryInsert(e, id, bytes, life);
        waits = outcome == Admission.FULL && left > 0;
      } finally {
        if (!waits) {
          doors.unlockBoth();
        }
      }
      if (!waits) {
        return outcome;
      }
      left = doors.awaitRoom(left);
      if (addAfterWaiting(e, id, bytes, life)) {
        return Admission.ADMITTED;
      }
    }
  }

  /** Adds alone if that is enough; holds both locks otherwise. */
  private boolean addAfterWaiting(E e, long id, long bytes, long life) {
    if (doors.shared) {
      doors.arrive();
      return false;
    }
    boolean added = addHoldingPuts(e, id, bytes, life);
    if (!added) {
      doors.lockBoth();
    }
    return added;
  }

  private Admission tryInsert(E e, long id, long bytes, long life) {
    if (doors.isClosed()) {
      return Admission.CLOSED;
    }
    if (backlog.isFull()) {
      return tryInsertIntoFull(e, id, bytes, life);
    }
    backlog.add(e, id, bytes, life);
    doors.signalTaker();
    return Admission.ADMITTED;
  }

  private Admission tryInsertIntoFull(E e, long id, long bytes, long life) {
    long leftBefore = backlog.left();
    Admission outcome = backlog.addToFull(e, id, bytes, life);
    doors.afterDepartures(leftBefore);
    if (outcome == Admission.ADMITTED) {
      doors.signalTaker();
    }
    return outcome;
  }

  private void forgetUnlessAdmitted(Admission outcome, long id, long bytes) {
    if (outcome != Admission.ADMITTED) {
      boolean spilled = outcome == Admission.SPILLED;
      residence.leave(id, bytes, spilled ? ReleaseCause.EVICTED : ReleaseCause.REJECTED);
    }
  }
}

package dev.plimsoll.queue;

import dev.plimsoll.retention.ReleaseCause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where consumers take elements: alone as long as that is enough, otherwise under both locks. */
final class Exit<E> {

  private final Doors<E> doors;
  private final SideLock takes;
  private final Residence residence;
  private final boolean told;
  private final Backlog<E> backlog;
  private final Glance forElement;

  Exit(Doors<E> doors, Residence residence, Backlog<E> backlog) {
    this.doors = doors;
    takes = doors.takes;
    this.residence = residence;
    told = residence.isTold();
    this.backlog = backlog;
    forElement = new Glance(backlog::seenSize, backlog.capacity() / 2);
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
    if (taken == null && patience > 0 && backlog.seenEmpty()) {
      return takeAfterGlance(patience);
    }
    return taken != null ? taken : takePatiently(patience);
  }

  private @Nullable E takeAfterGlance(long patience) throws InterruptedException {
    if (forElement.succeeds()) {
      E taken = takeAlone();
      return taken != null ? taken : takePatiently(patience);
    }
    long start = System.nanoTime();
    E taken = takePatiently(patience);
    forElement.waited(System.nanoTime() - start);
    return taken;
  }

  List<E> next(int max) {
    List<E> taken = new ArrayList<>();
    doors.lockBoth();
    try {
      while (taken.size() < max) {
        E element = takeNext();
        if (element == null) {
          break;
        }
        taken.add(element);
      }
    } finally {
      doors.unlockBoth();
    }
    return taken;
  }

  /** The hot path: one lock, nobody to wait for; null if that is not enough. */
  private @Nullable E takeAlone() {
    if (doors.shared) {
      return null;
    }
    doors.lock(takes);
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
    if (doors.putterWaits) {
      doors.wakePutter();
    }
    if (told) {
      residence.leave(id, bytes, ReleaseCause.DRAINED);
    }
  }

  private @Nullable E takeTogether() {
    doors.lockBoth();
    try {
      return takeNext();
    } finally {
      doors.unlockBoth();
    }
  }

  private @Nullable E takePatiently(long patience) throws InterruptedException {
    long left = patience;
    doors.lockBothInterruptibly();
    while (true) {
      E taken = null;
      boolean waits = false;
      try {
        taken = takeNext();
        waits = taken == null && left > 0 && !doors.isClosed();
      } finally {
        if (!waits) {
          doors.unlockBoth();
        }
      }
      if (!waits) {
        return taken;
      }
      left = doors.awaitElement(left);
      taken = takeAfterWaiting();
      if (taken != null) {
        return taken;
      }
    }
  }

  /** Takes alone if that is enough; holds both locks otherwise. */
  private @Nullable E takeAfterWaiting() {
    if (doors.shared) {
      doors.arrive();
      return null;
    }
    E taken = takeHoldingTakes();
    if (taken == null) {
      doors.lockBoth();
    }
    return taken;
  }

  private @Nullable E takeNext() {
    if (backlog.needsGrooming()) {
      long leftBefore = backlog.left();
      backlog.groom();
      doors.afterDepartures(leftBefore);
    }
    E taken = backlog.takeNext();
    if (taken != null) {
      doors.afterOneDeparture();
    }
    return taken;
  }
}

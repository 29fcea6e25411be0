package dev.plimsoll.external.internal;

import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.UnavailableException.Reason;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds the operations under way; who comes later waits up to its deadline. */
final class Admission {

  private final int limit;
  private final Semaphore places;

  Admission(int limit) {
    this.limit = limit;
    this.places = new Semaphore(limit);
  }

  void enter(Deadline deadline) {
    if (deadline.isSpent()) {
      throw new UnavailableException(Reason.DEADLINE, "nothing of the deadline was left");
    }
    if (places.tryAcquire()) {
      return;
    }
    try {
      if (places.tryAcquire(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new UnavailableException(
        Reason.IN_FLIGHT_LIMIT,
        limit + " operations are under way and none ended by the deadline: see maxInFlight");
  }

  void leave() {
    places.release();
  }
}

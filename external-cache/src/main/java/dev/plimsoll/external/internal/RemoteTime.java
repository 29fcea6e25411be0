package dev.plimsoll.external.internal;

import java.util.function.Function;

/**
 * What is left of one call's deadline. A call that loads is remote several times, with the loader's
 * own time in between; only the remote parts are counted. Used by one thread at a time.
 */
final class RemoteTime {

  private long leftNanos;

  RemoteTime(long nanos) {
    this.leftNanos = nanos;
  }

  long leftNanos() {
    return leftNanos;
  }

  <R> R spend(Function<Deadline, R> remote) {
    Deadline deadline = Deadline.in(leftNanos);
    R result = remote.apply(deadline);
    leftNanos = Math.max(0, deadline.remainingNanos());
    return result;
  }
}

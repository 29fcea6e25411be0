package dev.plimsoll.external.internal;

import java.util.function.Function;
import java.util.function.Predicate;

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

  /**
   * Spends nothing when the server answered: to ask every few milliseconds, for as long as another
   * process loads, is no trouble with the server, and must leave time for what follows.
   */
  <R> R ask(Function<Deadline, R> remote, Predicate<R> isAnswered) {
    long before = leftNanos;
    R result = spend(remote);
    if (isAnswered.test(result)) {
      leftNanos = before;
    }
    return result;
  }
}

package dev.plimsoll.queue;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How long elements may wait: one time for all, one of each element's own, or the shorter. */
final class Lifetime<E> {

  static final long UNLIMITED = Long.MAX_VALUE;

  private final long shared;
  private final @Nullable Function<? super E, Duration> own;

  Lifetime(@Nullable Duration shared, @Nullable Function<? super E, Duration> own) {
    this.shared = shared == null ? UNLIMITED : Times.nanos(shared);
    this.own = own;
  }

  boolean isLimited() {
    return own != null || shared != UNLIMITED;
  }

  /** Whether elements have deadlines of their own, which need not come in their order. */
  boolean isOwn() {
    return own != null;
  }

  /** The time in nanoseconds that elements share; unlimited if they share none. */
  long shared() {
    return shared;
  }

  /** Asks the element for its time in nanoseconds; runs foreign code. */
  long of(E element) {
    return own == null ? shared : ask(own, element);
  }

  private long ask(Function<? super E, Duration> function, E element) {
    Duration answer;
    try {
      answer = function.apply(element);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("the time to live failed on element " + element, e);
    }
    if (answer == null || answer.isNegative() || answer.isZero()) {
      throw new IllegalArgumentException(
          "a time to live must be positive: the function answered "
              + answer
              + " for "
              + element
              + "; answer a longer time, or do not offer it");
    }
    return Math.min(shared, Times.nanos(answer));
  }
}

package dev.plimsoll.external.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Hears the answers of several nodes as they come: one that hangs must not make the others' answers
 * lie until the deadline, by which they would be late too.
 */
public final class Arrivals {

  private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private Arrivals() {}

  /** One node's answer. */
  public interface Awaited {
    /** {@return whether it has begun to arrive, or is known to have failed} */
    boolean hasArrived();

    /** Hears it, or that there is none, by the deadline. */
    void hear();
  }

  /**
   * Hears all of them, by the deadline. Whatever hearing one of them throws, a codec's error for
   * instance, the others are heard as well, and so give back what they hold; then it is thrown.
   *
   * @param all what was asked for
   * @param deadline the call's
   */
  public static void hear(List<? extends Awaited> all, Deadline deadline) {
    List<Awaited> open = new ArrayList<>(all);
    Ear ear = new Ear();
    // A connection that was closed never has anything to read, so the rest is heard in time too.
    long patience = deadline.remainingNanos() / 2;
    long begin = System.nanoTime();
    long waited = 0;
    while (open.size() > 1 && waited < patience) {
      if (!open.removeIf(ear::hearsIfArrived)) {
        rest(waited);
      }
      waited = System.nanoTime() - begin;
    }
    open.forEach(ear::hear);
    ear.rethrow();
  }

  /** Hears one after the other, and remembers the first failure. */
  private static final class Ear {

    private @Nullable Throwable failure;

    boolean hearsIfArrived(Awaited one) {
      boolean arrived = one.hasArrived();
      if (arrived) {
        hear(one);
      }
      return arrived;
    }

    void hear(Awaited one) {
      try {
        one.hear();
      } catch (RuntimeException | Error e) {
        if (failure == null) {
          failure = e;
        } else if (failure != e) {
          failure.addSuppressed(e);
        }
      }
    }

    void rethrow() {
      if (failure != null) {
        throw Sneaky.rethrow(failure);
      }
    }
  }

  private static void rest(long waited) {
    if (waited < SPIN_NANOS) {
      Thread.onSpinWait();
    } else {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}

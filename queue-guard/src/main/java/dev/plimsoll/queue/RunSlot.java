package dev.plimsoll.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A thread's runs, one after the other. A watcher can interrupt the run that is overdue, and never
 * the next one: each run has a number, the watcher claims the run by its number before it
 * interrupts, and the thread does not go on to the next run while a claim is being carried out.
 */
final class RunSlot {

  /** What a watcher found. */
  enum Finding {
    /** Nothing to do. */
    FINE,
    /** The run was overdue and has been interrupted now. */
    TIMED_OUT,
    /** The run was interrupted some time ago, and goes on. */
    DEAF
  }

  // The state is the number of the run times four, plus its phase.
  private static final long IDLE = 0;
  private static final long RUNNING = 1;
  private static final long INTERRUPTING = 2;
  private static final long INTERRUPTED = 3;
  private static final long PHASES = 4;

  private static final VarHandle STATE =
      Fields.handle(MethodHandles.lookup(), RunSlot.class, "state", long.class);

  private volatile long state = IDLE;

  // Written by the thread before it begins; what a watcher reads of another run does no harm, since
  // it cannot claim that run any more.
  private long since;
  private @Nullable Thread thread;
  private @Nullable Runnable task;

  void begin(Runnable run, long now) {
    thread = Thread.currentThread();
    task = run;
    since = now;
    // A release rather than a volatile write: nobody need see the run at once.
    STATE.setRelease(this, number() * PHASES + RUNNING);
  }

  /** Ends the run; once it returns, no interrupt of this run is on its way. */
  void end() {
    long run = number();
    if (!STATE.compareAndSet(this, run * PHASES + RUNNING, (run + 1) * PHASES + IDLE)) {
      while (phase() == INTERRUPTING) {
        Thread.onSpinWait();
      }
      state = (run + 1) * PHASES + IDLE;
    }
    task = null;
  }

  boolean isBusy() {
    return phase() != IDLE;
  }

  /** Interrupts an overdue run, and tells of one that did not heed its interrupt. */
  Finding watch(long now, long limitNanos, String name) {
    long seen = state;
    long phase = seen % PHASES;
    if (phase == IDLE || now - since < limitNanos) {
      return Finding.FINE;
    }
    if (phase == INTERRUPTED) {
      return Finding.DEAF;
    }
    if (phase != RUNNING || !STATE.compareAndSet(this, seen, seen - RUNNING + INTERRUPTING)) {
      return Finding.FINE;
    }
    timeOut(now, name);
    state = seen - RUNNING + INTERRUPTED;
    return Finding.TIMED_OUT;
  }

  private void timeOut(long now, String name) {
    long ran = now - since;
    // From here on it has another limit's time to heed the interrupt.
    since = now;
    if (task instanceof GuardedTask<?> guarded) {
      guarded.fail(
          new TimeoutException(
              "a task of " + name + " ran for " + Times.text(ran) + ", longer than it may"));
    }
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  private long number() {
    return state / PHASES;
  }

  private long phase() {
    return state % PHASES;
  }
}

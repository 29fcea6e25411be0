package dev.plimsoll.retention.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock for sections of some nanoseconds. Whoever comes first gets it. Not to be entered twice by
 * one thread. Safe for virtual threads, which it does not pin.
 *
 * <p>A release is a plain store where that of {@link java.util.concurrent.locks.ReentrantLock} is a
 * full fence. Without the fence, one who releases can miss one who begins to wait in that very
 * moment. Those who wait therefore look again after a short time by themselves; a miss costs that
 * time and no more.
 *
 * <p>One who finds it held leaves it alone for a while, twice as long each time, before it parks.
 * (Anderson, "The performance of spin lock alternatives for shared-memory multiprocessors", 1990.)
 * Meanwhile the other gets many sections done: two threads that take turns at every section spend
 * their time on fetching the same cache lines from each other.
 *
 * <p>Padded, so that two of them never share a cache line.
 */
@SuppressWarnings({"unused", "UnusedVariable"}) // the padding
public class SpinLock extends Padded {

  private static final int FREE = 0;
  private static final int HELD = 1;

  /** In the first wait another processor finishes some sections, in all of them some hundred. */
  private static final int FIRST_PAUSES = 32;

  private static final int MOST_PAUSES =
      Runtime.getRuntime().availableProcessors() > 1 ? 32 * FIRST_PAUSES : 0;

  private static final long SHORTEST_PARK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
  private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(SpinLock.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private int state;

  /** Whether somebody waits for the lock whom nobody has woken yet. */
  private volatile boolean wanted;

  private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();
  private long after0;
  private long after1;
  private long after2;
  private long after3;
  private long after4;
  private long after5;
  private long after6;

  /** A lock that nobody holds. */
  public SpinLock() {}

  /** {@return whether it was free and is held now} */
  public final boolean tryLock() {
    return STATE.compareAndSet(this, FREE, HELD);
  }

  /** Waits until it is free; an interrupt is kept. */
  public final void lock() {
    if (tryLock() || spin()) {
      return;
    }
    boolean interrupted = false;
    Thread me = Thread.currentThread();
    waiting.add(me);
    for (long patience = SHORTEST_PARK_NANOS; !tryOrWait(patience); patience = longer(patience)) {
      interrupted |= Thread.interrupted();
    }
    leave(me);
    if (interrupted) {
      me.interrupt();
    }
  }

  /**
   * Waits until it is free.
   *
   * @throws InterruptedException when the thread was or is interrupted; it does not hold the lock
   */
  public final void lockInterruptibly() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (tryLock() || spin()) {
      return;
    }
    Thread me = Thread.currentThread();
    waiting.add(me);
    for (long patience = SHORTEST_PARK_NANOS; !tryOrWait(patience); patience = longer(patience)) {
      if (Thread.interrupted()) {
        waiting.remove(me);
        // The wake-up may have been for this one.
        wakeNext();
        throw new InterruptedException();
      }
    }
    leave(me);
  }

  /** Lets go of it. By the thread that holds it. */
  public final void unlock() {
    STATE.setRelease(this, FREE);
    if (wanted) {
      wakeNext();
    }
  }

  private boolean spin() {
    for (int pauses = FIRST_PAUSES; pauses <= MOST_PAUSES; pauses *= 2) {
      for (int i = 0; i < pauses; i++) {
        Thread.onSpinWait();
      }
      if ((int) STATE.getOpaque(this) == FREE && tryLock()) {
        return true;
      }
    }
    return false;
  }

  private boolean tryOrWait(long patience) {
    wanted = true;
    if (tryLock()) {
      // Whoever waits behind this one is woken by its release.
      return true;
    }
    LockSupport.parkNanos(this, patience);
    return tryLock();
  }

  private void leave(Thread me) {
    waiting.remove(me);
    if (!waiting.isEmpty()) {
      wanted = true;
    }
  }

  private void wakeNext() {
    wanted = false;
    LockSupport.unpark(waiting.peek());
  }

  private static long longer(long patience) {
    return Math.min(LONGEST_PARK_NANOS, 2 * patience);
  }
}

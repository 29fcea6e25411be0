package dev.plimsoll.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock for sections of some nanoseconds: whoever comes first gets it, and a release is a plain
 * store where that of {@link java.util.concurrent.locks.ReentrantLock} is a full fence, a quarter
 * of what an offer costs.
 *
 * <p>Without the fence, one who releases can miss one who begins to wait in that very moment. Those
 * who wait for the lock therefore look again after a short time by themselves; a miss costs that
 * time and no more. Those who wait in a {@link SideLock.Line} are signalled under the lock and
 * cannot be missed.
 *
 * <p>Padded, so that two of them never share a cache line.
 */
@SuppressWarnings({"unused", "UnusedVariable"}) // the padding
final class QuickLock extends Padded implements SideLock {

  private static final int FREE = 0;
  private static final int HELD = 1;

  /** About what it takes another processor to finish a section. */
  private static final int SPINS = 64;

  private static final long SHORTEST_PARK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
  private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final VarHandle STATE =
      Fields.handle(MethodHandles.lookup(), QuickLock.class, "state", int.class);

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

  @Override
  public boolean tryLock() {
    return STATE.compareAndSet(this, FREE, HELD);
  }

  @Override
  public void lock() {
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

  @Override
  public void lockInterruptibly() throws InterruptedException {
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

  @Override
  public void unlock() {
    STATE.setRelease(this, FREE);
    if (wanted) {
      wakeNext();
    }
  }

  private boolean spin() {
    for (int i = 0; i < SPINS; i++) {
      Thread.onSpinWait();
      if (state == FREE && tryLock()) {
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

  @Override
  public Line newLine() {
    return new QuickLine();
  }

  private static final class Waiter {
    final Thread thread = Thread.currentThread();
    volatile boolean signalled;
  }

  /** Guarded by the lock. */
  private final class QuickLine implements Line {
    private final Queue<Waiter> line = new ArrayDeque<>();

    @Override
    public long await(long nanos) throws InterruptedException {
      Waiter me = new Waiter();
      line.add(me);
      unlock();
      long deadline = System.nanoTime() + nanos;
      boolean interrupted = park(me, nanos, deadline);
      lock();
      if (!me.signalled) {
        line.remove(me);
        if (interrupted) {
          throw new InterruptedException();
        }
      } else if (interrupted) {
        // Signalled as well: that must not be lost, and the interrupt need not be.
        me.thread.interrupt();
      }
      return nanos == Doors.FOREVER ? nanos : deadline - System.nanoTime();
    }

    /** Answers whether an interrupt ended the wait. */
    private boolean park(Waiter me, long nanos, long deadline) {
      long left = nanos;
      while (!me.signalled && left > 0) {
        if (Thread.interrupted()) {
          return true;
        }
        if (nanos == Doors.FOREVER) {
          LockSupport.park(this);
        } else {
          LockSupport.parkNanos(this, left);
          left = deadline - System.nanoTime();
        }
      }
      return false;
    }

    @Override
    public void signal() {
      Waiter first = line.poll();
      if (first != null) {
        first.signalled = true;
        LockSupport.unpark(first.thread);
      }
    }

    @Override
    public void signalAll() {
      while (!line.isEmpty()) {
        signal();
      }
    }

    @Override
    public boolean isAwaited() {
      return !line.isEmpty();
    }
  }
}

package dev.plimsoll.queue;

import dev.plimsoll.retention.internal.SpinLock;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;

/**
 * A {@link SpinLock} at which threads can wait for something. Those who wait in a {@link
 * SideLock.Line} are signalled under the lock and cannot be missed.
 */
final class QuickLock extends SpinLock implements SideLock {

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

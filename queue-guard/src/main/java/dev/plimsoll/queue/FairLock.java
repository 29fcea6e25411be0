package dev.plimsoll.queue;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Serves threads in the order in which they came. */
final class FairLock implements SideLock {

  private final ReentrantLock lock = new ReentrantLock(true);

  @Override
  public boolean tryLock() {
    // The lock's own would pass by those who wait.
    return false;
  }

  @Override
  public void lock() {
    lock.lock();
  }

  @Override
  public void lockInterruptibly() throws InterruptedException {
    lock.lockInterruptibly();
  }

  @Override
  public void unlock() {
    lock.unlock();
  }

  @Override
  public Line newLine() {
    return new FairLine(lock.newCondition());
  }

  private final class FairLine implements Line {
    private final Condition condition;

    FairLine(Condition condition) {
      this.condition = condition;
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // all callers loop
    public long await(long nanos) throws InterruptedException {
      if (nanos == Doors.FOREVER) {
        condition.await();
        return nanos;
      }
      return condition.awaitNanos(nanos);
    }

    @Override
    public void signal() {
      condition.signal();
    }

    @Override
    public void signalAll() {
      condition.signalAll();
    }

    @Override
    public boolean isAwaited() {
      return lock.hasWaiters(condition);
    }
  }
}

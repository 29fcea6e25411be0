package dev.plimsoll.queue;

/** A lock of a {@link Doors}. Not to be entered twice by one thread. */
interface SideLock {

  /** A line of threads that wait for something, in the order in which they came. */
  interface Line {
    /**
     * Releases the lock, which must be held, until signalled, interrupted or out of time, and takes
     * it again.
     *
     * @param nanos the time to wait; {@link Doors#FOREVER} for no end
     * @return what is left of the time, not positive when it is over
     */
    long await(long nanos) throws InterruptedException;

    /** Lets the first go on; the lock must be held. */
    void signal();

    /** Lets all go on; the lock must be held. */
    void signalAll();

    /** Whether anybody waits; the lock must be held. */
    boolean isAwaited();
  }

  boolean tryLock();

  void lock();

  void lockInterruptibly() throws InterruptedException;

  void unlock();

  Line newLine();
}

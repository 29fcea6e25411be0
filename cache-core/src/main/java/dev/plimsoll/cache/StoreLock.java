package dev.plimsoll.cache;

import dev.plimsoll.retention.internal.SpinLock;

/**
 * The monitor of a store. A key whose {@code equals}, {@code hashCode} or {@code compareTo} changes
 * the map while the map is asking it gets an exception, where it would wait for itself.
 */
final class StoreLock extends SpinLock {

  /**
   * The number of the thread that holds it: a reference would cost a fence with G1. One who reads
   * it without holding the lock can only find itself for certain.
   */
  private long holder;

  void enter() {
    // Asked before it is locked: before Java 19 a thread can override this, and throw.
    long me = Thread.currentThread().getId();
    if (!tryLock()) {
      refuseToEnterTwice(me);
      lock();
    }
    holder = me;
  }

  void exit() {
    holder = 0;
    unlock();
  }

  private void refuseToEnterTwice(long me) {
    if (holder == me) {
      throw new IllegalStateException(
          "a map was changed from within equals, hashCode or compareTo of a key that it was"
              + " comparing; compare without changing the map");
    }
  }
}

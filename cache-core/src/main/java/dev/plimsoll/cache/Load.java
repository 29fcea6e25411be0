package dev.plimsoll.cache;

import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One run of a loader for one key: by the thread that made this, while others wait.
 *
 * <p>A thread that waits says so in the place the JDK has for it, its parking blocker. That makes
 * the wait-for graph of all caches visible without any registry, and a circle is refused by the
 * thread that would close it.
 */
final class Load<V> {

  private enum State {
    RUNNING,
    LOADED,
    FAILED
  }

  private final Object key;
  private final Thread loading = Thread.currentThread();
  private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();
  private volatile State state = State.RUNNING;
  private volatile boolean overtaken;
  private @Nullable V value;

  Load(Object key) {
    this.key = FirmKey.of(key);
  }

  /** Its key, {@link FirmKey firmly}. */
  Object key() {
    return key;
  }

  /**
   * The key was written or removed meanwhile: what is being loaded is out of date. Waits for
   * whoever holds this object while it publishes.
   */
  void overtake() {
    synchronized (this) {
      overtaken = true;
    }
  }

  boolean isOvertaken() {
    return overtaken;
  }

  void succeed(@Nullable V loaded) {
    value = loaded;
    finish(State.LOADED);
  }

  void fail() {
    finish(State.FAILED);
  }

  boolean isRunning() {
    return state == State.RUNNING;
  }

  boolean hasFailed() {
    return state == State.FAILED;
  }

  /** What was loaded; null also if it failed. After {@link #await}. */
  @Nullable V value() {
    return value;
  }

  private void finish(State end) {
    state = end;
    waiting.forEach(LockSupport::unpark);
  }

  /**
   * Waits for the end of the load. An interrupt is kept for later.
   *
   * @throws IllegalStateException if the loading thread waits, perhaps through others, for this one
   */
  void await() {
    Thread me = Thread.currentThread();
    waiting.add(me);
    boolean interrupted = false;
    LockSupport.setCurrentBlocker(this);
    // Say it before looking: of two threads that close a circle at once, one must see the other.
    VarHandle.fullFence();
    try {
      refuseCircle(me);
      while (state == State.RUNNING) {
        LockSupport.park();
        interrupted |= Thread.interrupted();
      }
    } finally {
      LockSupport.setCurrentBlocker(null);
      if (interrupted) {
        me.interrupt();
      }
    }
  }

  private void refuseCircle(Thread me) {
    Load<?> at = this;
    while (at.state == State.RUNNING) {
      if (at.loading == me) {
        throw new IllegalStateException(
            "recursive load: the loader of key " + at.key + " waits for key " + key);
      }
      if (!(LockSupport.getBlocker(at.loading) instanceof Load<?> next)) {
        return;
      }
      at = next;
    }
  }
}

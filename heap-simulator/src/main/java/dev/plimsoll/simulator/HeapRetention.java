package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionListener;
import java.lang.ref.WeakReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets a simulated heap hold what real containers hold: what they report becomes simulated
 * allocations, so that it is seen which of it would be promoted.
 *
 * <p>Safe from any thread. A report is put into a bounded buffer, and a named daemon thread, which
 * ends when this is closed or no longer used, feeds the heap in the order of the reports. When it
 * falls behind, nothing is lost: a thread that finds the buffer full waits, and feeds the heap
 * itself meanwhile if nobody else does. Each reading of the heap has all that was reported before.
 *
 * <p>An object of unknown size is taken for {@value RetainedObjects#UNKNOWN_OBJECT_BYTES} bytes and
 * counted. When the simulated heap is out of memory, what does not fit is left out and counted; the
 * real container notices nothing.
 */
public final class HeapRetention implements RetentionListener, AutoCloseable {

  private static final int BUFFER = 1 << 16;
  private static final int BATCH = 1 << 10;
  private static final long IDLE_NANOS = 4_000_000;
  private static final long WAIT_NANOS = 10_000;
  private static final String THREAD_NAME = "plimsoll-heap-retention";

  private final RetentionRing ring = new RetentionRing(BUFFER);
  private final ReentrantLock heapLock = new ReentrantLock();
  private final RetainedObjects objects;
  private final Thread drainer;
  private volatile boolean closed;

  HeapRetention(Engine engine) {
    objects = new RetainedObjects(engine);
    drainer = new Thread(new Drain(new WeakReference<>(this)), THREAD_NAME);
    drainer.setDaemon(true);
    drainer.start();
  }

  @Override
  public void retained(Owner owner, long id, long bytes) {
    add(RetentionRing.Kind.RETAINED, owner, id, bytes);
  }

  @Override
  public void released(Owner owner, long id, long bytes, ReleaseCause cause) {
    add(RetentionRing.Kind.RELEASED, owner, id, bytes);
  }

  @Override
  public void allocated(Owner owner, long bytes) {
    add(RetentionRing.Kind.ALLOCATED, owner, 0, bytes);
  }

  /** {@return how many objects of unknown size were taken for a usual one} */
  public long unknown() {
    return settled(objects::unknown);
  }

  /** {@return how many releases were of objects whose retention was not heard} */
  public long unmatched() {
    return settled(objects::unmatched);
  }

  /** {@return how many reports had no room in the simulated heap} */
  public long refused() {
    return settled(objects::refused);
  }

  /** Stops listening. What was reported before is in the heap; what comes later is ignored. */
  @Override
  public void close() {
    closed = true;
    settle();
    LockSupport.unpark(drainer);
  }

  /** Runs with the heap to itself, and with all in it that was reported before. */
  <T> T settled(Supplier<T> reading) {
    settle();
    return exclusively(reading);
  }

  /** The same for an action. */
  void settled(Runnable action) {
    settle();
    exclusively(action);
  }

  /** Runs with the heap to itself. */
  void exclusively(Runnable action) {
    heapLock.lock();
    try {
      action.run();
    } finally {
      heapLock.unlock();
    }
  }

  /** Runs with the heap to itself. */
  <T> T exclusively(Supplier<T> action) {
    heapLock.lock();
    try {
      return action.get();
    } finally {
      heapLock.unlock();
    }
  }

  private void add(RetentionRing.Kind kind, Owner owner, long id, long bytes) {
    if (closed) {
      return;
    }
    if (heapLock.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          owner + " reports to the heap whose event is being heard; hear events, change nothing");
    }
    long place = ring.claim();
    if (ring.isHalfFull(place)) {
      makeRoom(place);
    }
    ring.fill(place, kind, owner, id, bytes);
  }

  private void makeRoom(long place) {
    LockSupport.unpark(drainer);
    while (!ring.hasRoom(place)) {
      if (heapLock.tryLock()) {
        try {
          ring.take(BATCH, objects);
        } finally {
          heapLock.unlock();
        }
      } else {
        LockSupport.parkNanos(WAIT_NANOS);
      }
    }
  }

  private void settle() {
    long place = ring.claimed();
    while (!ring.isTakenUpTo(place)) {
      if (drain() == 0) {
        // Another thread has claimed a place and not filled it yet.
        LockSupport.parkNanos(WAIT_NANOS);
      }
    }
  }

  private int drain() {
    heapLock.lock();
    try {
      return ring.take(BATCH, objects);
    } finally {
      heapLock.unlock();
    }
  }

  /** Feeds the heap as long as anybody else refers to it. */
  private record Drain(WeakReference<HeapRetention> retention) implements Runnable {

    @Override
    public void run() {
      while (step()) {
        LockSupport.parkNanos(IDLE_NANOS);
      }
    }

    private boolean step() {
      HeapRetention retained = retention.get();
      if (retained == null || retained.closed) {
        return false;
      }
      while (retained.drain() > 0) {
        Thread.onSpinWait();
      }
      return true;
    }
  }
}

package dev.plimsoll.retention;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Puts events aside and delivers them in batches: for a listener that is too slow to be called on
 * every put. Each thread writes to a ring of its own, without an atomic operation. By {@link
 * #over}, the thread that finds its 256 places full delivers what all rings hold, on the spot, and
 * there is no other thread. By {@link #inBackground}, a named daemon thread delivers every half
 * millisecond, and a ring has 4,096 places for what comes meanwhile.
 *
 * <p><b>Nothing is dropped.</b> A thread whose ring is full while another one delivers waits for
 * it: the listener's speed is the limit in the long run, with a thread behind as without one. What
 * was reported before a {@link #flush()} began has been delivered when it returns; call it before
 * reading what the listener gathered.
 *
 * <p><b>Order.</b> Calls for one object arrive in order, whichever threads made them; calls for
 * different objects do not. Each delivery first notes how far every ring has been written, then
 * delivers all that was retained, then what was released up to what it noted. A release seen in the
 * first step was reported after its retention, which the second step must therefore see.
 *
 * <p>A ring keeps the owners of its last 256 events reachable, but not their containers.
 *
 * <p>Threads that find their place taken by another living one share a ring behind a lock. The
 * listener is {@linkplain RetentionListeners#guarded guarded}. Safe for many threads.
 */
public final class BatchedRetention implements RetentionListener, Subscription {

  private static final int PLACES_PER_PROCESSOR = 8;
  private static final int BACKGROUND_CAPACITY = 1 << 12;
  private static final long DRAIN_NANOS = 500_000;

  private final RetentionListener listener;
  private final AtomicReferenceArray<EventRing> rings;
  // Written under the lock beside it; it has no place in the array, so nobody takes it for its own.
  private final EventRing shared;
  private final int capacity;
  private final Object sharing = new Object();
  private final ReentrantLock delivering = new ReentrantLock();
  private final long[] noted;
  private volatile boolean closed;

  private BatchedRetention(RetentionListener listener, int capacity) {
    this.listener = RetentionListeners.guarded(listener);
    this.capacity = capacity;
    this.shared = new EventRing(Thread.currentThread(), capacity);
    int places = PLACES_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
    this.rings = new AtomicReferenceArray<>(Integer.highestOneBit(2 * places - 1));
    this.noted = new long[rings.length()];
  }

  /**
   * {@return a batching listener in front of another one}
   *
   * @param listener hears the events, in batches
   */
  public static BatchedRetention over(RetentionListener listener) {
    return new BatchedRetention(listener, EventRing.CAPACITY);
  }

  /**
   * {@return a batching listener from which a thread of its own delivers to another one}
   *
   * <p>The thread is a daemon. It ends when the batching listener is closed, or no longer used.
   *
   * @param threadName the thread's name
   * @param listener hears the events, in batches, mostly on that thread; on a reporting thread when
   *     its ring is full, and on those that flush
   */
  public static BatchedRetention inBackground(String threadName, RetentionListener listener) {
    BatchedRetention batched = new BatchedRetention(listener, BACKGROUND_CAPACITY);
    Thread drainer = new Thread(new Drain(new WeakReference<>(batched)), threadName);
    drainer.setDaemon(true);
    drainer.start();
    return batched;
  }

  /** Flushes now and then, as long as anybody else refers to what it flushes. */
  private record Drain(WeakReference<BatchedRetention> batched) implements Runnable {

    @Override
    public void run() {
      while (flushed()) {
        LockSupport.parkNanos(DRAIN_NANOS);
      }
    }

    private boolean flushed() {
      BatchedRetention drained = batched.get();
      if (drained == null || drained.closed) {
        return false;
      }
      drained.flush();
      return true;
    }
  }

  @Override
  public void retained(Owner owner, long id, long bytes) {
    EventRing own = ownRing();
    if (own == shared || closed || !own.offerRetained(owner, id, bytes)) {
      slowly(own, ring -> ring.offerRetained(owner, id, bytes), l -> l.retained(owner, id, bytes));
    }
  }

  @Override
  public void released(Owner owner, long id, long bytes, ReleaseCause cause) {
    EventRing own = ownRing();
    if (own == shared || closed || !own.offerReleased(owner, id, bytes, cause)) {
      slowly(
          own,
          ring -> ring.offerReleased(owner, id, bytes, cause),
          l -> l.released(owner, id, bytes, cause));
    }
  }

  @Override
  public void allocated(Owner owner, long bytes) {
    EventRing own = ownRing();
    if (own == shared || closed || !own.offerAllocated(owner, bytes)) {
      slowly(own, ring -> ring.offerAllocated(owner, bytes), l -> l.allocated(owner, bytes));
    }
  }

  /** Delivers everything that was reported before the call, on this thread. */
  public void flush() {
    delivering.lock();
    try {
      deliver();
    } finally {
      delivering.unlock();
    }
  }

  /**
   * Flushes; what is reported later is delivered at once. Close it when its containers are quiet:
   * what another thread is reporting at this very moment may wait for a further {@link #flush()}.
   */
  @Override
  public void close() {
    closed = true;
    flush();
  }

  private EventRing ownRing() {
    Thread thread = Thread.currentThread();
    int place = (int) thread.getId() & (rings.length() - 1);
    EventRing ring = rings.getAcquire(place);
    return ring != null && ring.isWrittenBy(thread) ? ring : findRing(thread, place);
  }

  private EventRing findRing(Thread thread, int place) {
    EventRing ring = rings.getAcquire(place);
    if (ring == null) {
      EventRing fresh = new EventRing(thread, capacity);
      EventRing witness = rings.compareAndExchange(place, null, fresh);
      return witness == null ? fresh : shared;
    }
    return ring.tryAdopt(thread) ? ring : shared;
  }

  /** The event in its two forms: put aside, and delivered. */
  @FunctionalInterface
  private interface Offer {
    boolean to(EventRing ring);
  }

  @FunctionalInterface
  private interface Call {
    void on(RetentionListener listener);
  }

  private void slowly(EventRing own, Offer offer, Call call) {
    // A listener that reports while it is being called cannot wait for itself.
    if (closed || delivering.isHeldByCurrentThread()) {
      deliverAtOnce(call);
      return;
    }
    while (!offered(own, offer)) {
      flush();
    }
  }

  private boolean offered(EventRing own, Offer offer) {
    if (own != shared) {
      return offer.to(own);
    }
    synchronized (sharing) {
      return offer.to(shared);
    }
  }

  private void deliverAtOnce(Call call) {
    boolean nested = delivering.isHeldByCurrentThread();
    delivering.lock();
    try {
      if (!nested) {
        deliver();
      }
      call.on(listener);
    } finally {
      delivering.unlock();
    }
  }

  private void deliver() {
    long sharedNoted = shared.written();
    for (int i = 0; i < rings.length(); i++) {
      EventRing ring = rings.getAcquire(i);
      noted[i] = ring == null ? 0 : ring.written();
    }
    shared.deliverRetained(listener);
    for (int i = 0; i < rings.length(); i++) {
      EventRing ring = rings.getAcquire(i);
      if (ring != null) {
        ring.deliverRetained(listener);
      }
    }
    for (int i = 0; i < rings.length(); i++) {
      EventRing ring = rings.getAcquire(i);
      if (ring != null) {
        ring.deliverReleased(listener, noted[i]);
      }
    }
    shared.deliverReleased(listener, sharedNoted);
  }
}

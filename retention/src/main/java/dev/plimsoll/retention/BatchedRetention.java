package dev.plimsoll.retention;

import java.util.function.Consumer;

/**
 * Puts events aside and delivers them in batches: for a listener that is too slow to be called on
 * every put. By {@link #over}, the thread that finds too much waiting delivers on the spot, and
 * there is no other thread. By {@link #inBackground}, a named daemon thread delivers every four
 * milliseconds, or the more often the more it finds, and more may wait for it.
 *
 * <p>A container that changes under a lock of its own, such as a {@code LimitableMap}, writes a
 * {@link RetentionJournal} under that lock: a word for a put that evicts, up to three for other
 * events. 1,024 words may wait, in the background 8,192, and besides them what one operation wrote
 * under the lock. What others report goes to a ring of the reporting thread, with 256 places, in
 * the background 4,096. None of it needs an atomic operation.
 *
 * <p><b>Nothing is dropped.</b> A thread that finds too much waiting waits for whoever delivers, or
 * delivers itself: the listener's speed is the limit in the long run, with a thread behind as
 * without one. What was reported before a {@link #flush()} began has been delivered when it
 * returns; call it before reading what the listener gathered.
 *
 * <p><b>Order.</b> Calls for one object arrive in order, whichever threads made them; calls for
 * different objects do not. A journal is delivered as it was written. Of the rings, each delivery
 * first notes how far every one has been written, then delivers all that was retained, then what
 * was released up to what it noted. A release seen in the first step was reported after its
 * retention, which the second step must therefore see.
 *
 * <p>A ring keeps the owners of its last 256 events reachable, and a journal its own until it is
 * delivered, but not their containers.
 *
 * <p>Threads that find their place taken by another living one share a ring behind a lock. The
 * listener is {@linkplain RetentionListeners#guarded guarded}; one that flushes while it is called
 * does nothing by that. Safe for many threads.
 */
public final class BatchedRetention implements RetentionListener, Subscription {

  private static final int BACKGROUND_CAPACITY = 1 << 12;
  private static final int WORDS_MAY_WAIT = 1 << 10;
  private static final int WORDS_MAY_WAIT_IN_BACKGROUND = 1 << 13;

  private final EventRings rings;
  private final Delivery delivery;
  private final int wordsMayWait;

  private BatchedRetention(RetentionListener listener, int ringCapacity, int wordsMayWait) {
    this.rings = new EventRings(ringCapacity);
    this.delivery = new Delivery(listener, rings, wordsMayWait);
    this.wordsMayWait = wordsMayWait;
  }

  /**
   * {@return a batching listener in front of another one}
   *
   * @param listener hears the events, in batches
   */
  public static BatchedRetention over(RetentionListener listener) {
    return new BatchedRetention(listener, EventRing.CAPACITY, WORDS_MAY_WAIT);
  }

  /**
   * {@return a batching listener from which a thread of its own delivers to another one}
   *
   * <p>The thread is a daemon. It ends when the batching listener is closed, or no longer used by
   * anybody; what was reported until then it delivers first.
   *
   * @param threadName the thread's name
   * @param listener hears the events, in batches, mostly on that thread; on a reporting thread when
   *     too much waits, and on those that flush
   */
  public static BatchedRetention inBackground(String threadName, RetentionListener listener) {
    BatchedRetention batched =
        new BatchedRetention(listener, BACKGROUND_CAPACITY, WORDS_MAY_WAIT_IN_BACKGROUND);
    BackgroundDrain.start(threadName, batched, batched.delivery);
    return batched;
  }

  /**
   * {@return a new journal for a container that has a lock of its own; it reports there instead of
   * here}
   *
   * @param owner under whom the container reports
   */
  public RetentionJournal journal(Owner owner) {
    RetentionJournal journal = new RetentionJournal(this, delivery, owner, wordsMayWait);
    delivery.add(journal);
    return journal;
  }

  @Override
  public void retained(Owner owner, long id, long bytes) {
    EventRing own = rings.own();
    if (isSlow(own) || !own.offerRetained(owner, id, bytes)) {
      slowly(own, ring -> ring.offerRetained(owner, id, bytes), l -> l.retained(owner, id, bytes));
    }
  }

  @Override
  public void released(Owner owner, long id, long bytes, ReleaseCause cause) {
    EventRing own = rings.own();
    if (isSlow(own) || !own.offerReleased(owner, id, bytes, cause)) {
      slowly(
          own,
          ring -> ring.offerReleased(owner, id, bytes, cause),
          l -> l.released(owner, id, bytes, cause));
    }
  }

  @Override
  public void allocated(Owner owner, long bytes) {
    EventRing own = rings.own();
    if (isSlow(own) || !own.offerAllocated(owner, bytes)) {
      slowly(own, ring -> ring.offerAllocated(owner, bytes), l -> l.allocated(owner, bytes));
    }
  }

  /** Delivers everything that was reported before the call, on this thread. */
  public void flush() {
    delivery.flush();
  }

  /**
   * Flushes; what is reported later is delivered at once. Close it when its containers are quiet:
   * what another thread is reporting at this very moment may wait for a further {@link #flush()}.
   */
  @Override
  public void close() {
    delivery.close();
  }

  private boolean isSlow(EventRing own) {
    return rings.isShared(own) || delivery.isClosed();
  }

  private void slowly(EventRing own, EventRings.Offer offer, Consumer<RetentionListener> event) {
    if (delivery.isClosed() || delivery.isRunHere()) {
      delivery.deliverAtOnce(event);
      return;
    }
    while (!rings.offer(own, offer)) {
      delivery.flush();
    }
  }
}

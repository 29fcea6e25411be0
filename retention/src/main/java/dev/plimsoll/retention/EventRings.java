package dev.plimsoll.retention;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A ring of events for each thread that reports, and one behind a lock for those that find their
 * place taken by another living one.
 */
final class EventRings {

  private static final int PLACES_PER_PROCESSOR = 8;

  /** An event that is to be put into a ring; false if that is full. */
  @FunctionalInterface
  interface Offer {
    boolean to(EventRing ring);
  }

  private final AtomicReferenceArray<EventRing> rings;
  // Written under its own lock; it has no place in the array, so nobody takes it for its own.
  private final EventRing shared;
  private final int capacity;
  private final long[] noted;

  EventRings(int capacity) {
    this.capacity = capacity;
    this.shared = new EventRing(Thread.currentThread(), capacity);
    int places = PLACES_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
    this.rings = new AtomicReferenceArray<>(Integer.highestOneBit(2 * places - 1));
    this.noted = new long[rings.length()];
  }

  boolean isShared(EventRing ring) {
    return ring == shared;
  }

  EventRing own() {
    Thread thread = Thread.currentThread();
    int place = (int) thread.getId() & (rings.length() - 1);
    EventRing ring = rings.getAcquire(place);
    return ring != null && ring.isWrittenBy(thread) ? ring : find(thread, place);
  }

  private EventRing find(Thread thread, int place) {
    EventRing ring = rings.getAcquire(place);
    if (ring == null) {
      EventRing fresh = new EventRing(thread, capacity);
      EventRing witness = rings.compareAndExchange(place, null, fresh);
      return witness == null ? fresh : shared;
    }
    return ring.tryAdopt(thread) ? ring : shared;
  }

  boolean offer(EventRing own, Offer event) {
    if (own != shared) {
      return event.to(own);
    }
    synchronized (shared) {
      return event.to(shared);
    }
  }

  /**
   * Delivers everything that was offered before the call. One thread at a time. Answers how full
   * the fullest ring was.
   */
  double deliver(RetentionListener listener) {
    long most = 0;
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
        most = Math.max(most, ring.deliverReleased(listener, noted[i]));
      }
    }
    most = Math.max(most, shared.deliverReleased(listener, sharedNoted));
    return (double) most / capacity;
  }
}

package dev.plimsoll.queue;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionListener;
import dev.plimsoll.retention.RetentionListeners;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells the retention listener which elements stay in the queue. An element counts as retained from
 * just before the lock is taken, because a budget may answer by shedding from this very queue.
 */
final class Residence {

  private final Owner owner;
  private final RetentionListener listener;
  private final boolean heard;
  private final AtomicLong ids = new AtomicLong();

  Residence(Owner owner, RetentionListener listener) {
    this.owner = owner;
    this.listener = RetentionListeners.guarded(listener);
    heard = listener != RetentionListener.none();
  }

  boolean isHeard() {
    return heard;
  }

  /** Must be called with no lock held; answers the id of this stay. */
  long enter(long bytes) {
    if (!heard) {
      return 0;
    }
    long id = ids.incrementAndGet();
    listener.retained(owner, id, bytes);
    return id;
  }

  void leave(long id, long bytes, ReleaseCause cause) {
    if (heard) {
      listener.released(owner, id, bytes, cause);
    }
  }
}

package dev.plimsoll.queue;

import static java.lang.System.Logger.Level.WARNING;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionListener;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells the retention listener which elements stay in the queue. An element counts as retained from
 * just before the lock is taken, because a budget may answer by shedding from this very queue.
 */
final class Residence {

  private static final System.Logger LOGGER = System.getLogger(Residence.class.getName());

  private final Owner owner;
  private final RetentionListener listener;
  private final AtomicLong ids = new AtomicLong();

  Residence(Owner owner, RetentionListener listener) {
    this.owner = owner;
    this.listener = listener;
  }

  boolean isHeard() {
    return listener != RetentionListener.none();
  }

  /** Must be called with no lock held; answers the id of this stay. */
  long enter(long bytes) {
    if (!isHeard()) {
      return 0;
    }
    long id = ids.incrementAndGet();
    try {
      listener.retained(owner, id, bytes);
    } catch (RuntimeException e) {
      LOGGER.log(WARNING, "the retention listener of " + owner + " failed", e);
    }
    return id;
  }

  void leave(long id, long bytes, ReleaseCause cause) {
    if (!isHeard()) {
      return;
    }
    try {
      listener.released(owner, id, bytes, cause);
    } catch (RuntimeException e) {
      LOGGER.log(WARNING, "the retention listener of " + owner + " failed", e);
    }
  }
}

package dev.plimsoll.queue;

import dev.plimsoll.retention.BudgetMembership;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionBudget;
import dev.plimsoll.retention.RetentionListener;
import dev.plimsoll.retention.RetentionListeners;
import dev.plimsoll.retention.Sheddable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Tells the retention listener which elements stay in the queue. An element counts as retained from
 * just before the lock is taken, because a budget may answer by shedding from this very queue.
 */
final class Residence {

  private final Owner owner;
  private final RetentionListener listener;
  private final boolean heard;
  private @Nullable BudgetMembership membership;
  private final AtomicLong ids = new AtomicLong();

  Residence(Owner owner, RetentionListener listener) {
    this.owner = owner;
    this.listener = RetentionListeners.guarded(listener);
    heard = listener != RetentionListener.none();
  }

  /** Joins a budget, which may ask the queue to shed from the first element on. */
  void join(RetentionBudget budget, Sheddable queue) {
    membership = budget.join(owner, queue);
  }

  boolean isHeard() {
    return heard;
  }

  /**
   * Answers the id of this stay. Must be called with no lock held, but for an element that is read
   * back from a file: for that one the queue does not shed.
   */
  long enter(long bytes) {
    if (membership != null) {
      membership.reserve(bytes);
    }
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
    if (membership != null) {
      membership.release(bytes);
    }
  }
}

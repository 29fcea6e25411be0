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
  private final @Nullable RetentionBudget budget;
  private final @Nullable BudgetMembership membership;
  private final AtomicLong ids = new AtomicLong();

  /** The queue is one that a budget, if there is one, may ask to shed from the first element on. */
  Residence(
      Owner owner, RetentionListener listener, @Nullable RetentionBudget budget, Sheddable queue) {
    this.owner = owner;
    this.listener = RetentionListeners.guarded(listener);
    heard = listener != RetentionListener.none();
    this.budget = budget;
    membership = budget == null ? null : budget.join(owner, queue);
  }

  /** Whether anybody wants to know. */
  boolean isTold() {
    return heard || membership != null;
  }

  /** Answers the id of this stay. Must be called with no lock held. */
  long enter(long bytes) {
    if (membership != null) {
      membership.reserve(bytes);
    }
    return enterUnderLock(bytes);
  }

  /**
   * For an element that is read back from a file, and must be told of before anybody can take it.
   * Its bytes are to be {@linkplain #reserve reserved} once the lock is released.
   */
  long enterUnderLock(long bytes) {
    if (!heard) {
      return 0;
    }
    long id = ids.incrementAndGet();
    listener.retained(owner, id, bytes);
    return id;
  }

  /** Reserves what is in memory already, however much it is. */
  void reserve(long bytes) {
    if (membership != null && budget != null) {
      for (long left = bytes; left > 0; left -= budget.limitBytes()) {
        membership.reserve(Math.min(left, budget.limitBytes()));
      }
    }
  }

  /** Must be called with no lock held. */
  void leave(long id, long bytes, ReleaseCause cause) {
    if (heard) {
      listener.released(owner, id, bytes, cause);
    }
    if (membership != null) {
      membership.release(bytes);
    }
  }
}

package dev.plimsoll.queue;

import dev.plimsoll.retention.BudgetMembership;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionBudget;
import dev.plimsoll.retention.RetentionListener;
import dev.plimsoll.retention.RetentionListeners;
import dev.plimsoll.retention.Sheddable;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Tells the retention listener which elements stay in the queue, never with a lock held. An element
 * counts as retained from just before the lock is taken, because a budget may answer by shedding
 * from this very queue.
 */
final class Residence {

  private final Owner owner;
  private final RetentionListener listener;
  private final boolean heard;
  private final @Nullable RetentionBudget budget;
  private final @Nullable BudgetMembership membership;
  private final AtomicLong ids = new AtomicLong();

  /** What the listener has not been told of, in the order in which it happened under the locks. */
  private final Queue<Movements> untold = new ConcurrentLinkedQueue<>();

  /** Calls for telling; the thread that raises it from zero does all of it. */
  private final AtomicInteger calls = new AtomicInteger();

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
    if (!heard) {
      return 0;
    }
    long id = nextId();
    listener.retained(owner, id, bytes);
    return id;
  }

  long nextId() {
    return ids.incrementAndGet();
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

  /** Keeps what happened in its order; must be called under the locks. */
  void note(Movements movements) {
    if (heard) {
      untold.add(movements);
    }
  }

  /** Tells of what was noted; must be called with no lock held. */
  void tell(Movements movements) {
    tellInOrder();
    movements.forEach(this::account);
  }

  /**
   * One thread at a time, or another could take an element that came back from a file and tell so
   * before its coming is told of.
   */
  private void tellInOrder() {
    if (calls.getAndIncrement() > 0) {
      return;
    }
    boolean done = false;
    try {
      for (int open = 1; open > 0; open = calls.addAndGet(-open)) {
        for (Movements next = untold.poll(); next != null; next = untold.poll()) {
          next.forEach(this::tellOne);
        }
      }
      done = true;
    } finally {
      if (!done) {
        // An error of the virtual machine: the next one who calls tells the rest.
        calls.set(0);
      }
    }
  }

  private void tellOne(long id, long bytes, @Nullable ReleaseCause cause) {
    if (cause == null) {
      listener.retained(owner, id, bytes);
    } else {
      listener.released(owner, id, bytes, cause);
    }
  }

  private void account(long id, long bytes, @Nullable ReleaseCause cause) {
    if (membership == null || budget == null) {
      return;
    }
    if (cause != null) {
      membership.release(bytes);
      return;
    }
    // It is in memory already, however much it is.
    for (long left = bytes; left > 0; left -= budget.limitBytes()) {
      membership.reserve(Math.min(left, budget.limitBytes()));
    }
  }
}

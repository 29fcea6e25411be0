package dev.plimsoll.retention;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;

/** The smallest container that keeps a budget: a locked queue of sizes. */
final class FifoStore implements Sheddable {

  private final Queue<Long> entries = new ArrayDeque<>();
  private final AtomicLong liveBytes;
  private final BudgetMembership membership;

  FifoStore(RetentionBudget budget, Owner owner, double weight, AtomicLong liveBytes) {
    this.liveBytes = liveBytes;
    this.membership = budget.join(owner, this, weight);
  }

  FifoStore(RetentionBudget budget, Owner owner) {
    this(budget, owner, 1, new AtomicLong());
  }

  void put(long bytes) {
    membership.reserve(bytes);
    synchronized (this) {
      entries.add(bytes);
      liveBytes.addAndGet(bytes);
    }
  }

  @Override
  public synchronized long shed(long bytes) {
    long freed = 0;
    while (freed < bytes && !entries.isEmpty()) {
      freed += entries.remove();
    }
    liveBytes.addAndGet(-freed);
    membership.release(freed);
    return freed;
  }

  synchronized int size() {
    return entries.size();
  }

  long usedBytes() {
    return membership.usedBytes();
  }

  BudgetMembership membership() {
    return membership;
  }
}

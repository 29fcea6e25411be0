package dev.plimsoll.retention;

/**
 * A container's side of a {@link RetentionBudget}. The container reserves an entry's bytes before
 * it inserts the entry, and releases them after the entry has left, whatever the reason:
 *
 * <pre>{@code
 * membership.reserve(bytes);        // may shed from this container or from others
 * if (!insert(entry)) membership.release(bytes);
 * ...
 * unlink(entry);
 * membership.release(bytes);
 * }</pre>
 *
 * <p>Call {@code reserve} with no lock held: it calls {@link Sheddable#shed} on this thread. {@code
 * release} calls nobody and may run under the container's lock; what {@code shed} frees is released
 * before {@code shed} returns.
 *
 * <p>The container keeps the membership in a field; the budget refers to it weakly. A membership
 * that is collected, with its container, gives its bytes back by itself. Safe for many threads.
 */
public final class BudgetMembership implements Subscription {

  private final RetentionBudget budget;
  private final BudgetLine line;
  private final Sheddable sheddable;

  BudgetMembership(RetentionBudget budget, BudgetLine line, Sheddable sheddable) {
    this.budget = budget;
    this.line = line;
    this.sheddable = sheddable;
  }

  /**
   * Counts an entry that is about to be inserted. If that brings the budget over its limit, members
   * shed their oldest entries first, on this thread. Does nothing after {@link #close()}.
   *
   * @param bytes the entry's bytes; not negative, because a budget cannot hold what is unknown
   * @throws IllegalArgumentException if the bytes are negative, or more than the whole budget;
   *     nothing is counted then
   */
  public void reserve(long bytes) {
    budget.reserve(line, bytes);
  }

  /**
   * Counts an entry that has left, or was reserved and not inserted.
   *
   * @param bytes the bytes that were reserved for it
   */
  public void release(long bytes) {
    budget.add(line, -bytes);
  }

  /** {@return the bytes counted for this member, those about to be inserted included} */
  public long usedBytes() {
    return line.used();
  }

  /** Leaves the budget: what the container still holds counts no longer. */
  @Override
  public void close() {
    budget.leave(line);
  }

  Sheddable sheddable() {
    return sheddable;
  }
}

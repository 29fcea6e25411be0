package dev.plimsoll.retention;

import dev.plimsoll.retention.internal.FailureLog;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a budget keeps of one member: its bytes strongly, everything else weakly. */
final class BudgetLine {

  private final WeakReference<Owner> owner;
  private final double weight;
  private final FailureLog failures;
  private final AtomicLong used = new AtomicLong();
  private volatile boolean closed;
  private volatile @Nullable WeakReference<BudgetMembership> membership;

  BudgetLine(Owner owner, double weight) {
    this.owner = new WeakReference<>(owner);
    this.weight = weight;
    this.failures = new FailureLog(RetentionLog.LOGGER, "shedding from \"" + owner.name() + '"');
  }

  void heldBy(BudgetMembership holder) {
    membership = new WeakReference<>(holder);
  }

  boolean isAbandoned() {
    WeakReference<BudgetMembership> reference = membership;
    return reference != null && reference.refersTo(null);
  }

  @Nullable Owner owner() {
    return owner.get();
  }

  double weight() {
    return weight;
  }

  long used() {
    return used.get();
  }

  void add(long bytes) {
    used.addAndGet(bytes);
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
  }

  /** {@return the bytes that were counted here, which from now on are not} */
  long drain() {
    return used.getAndSet(0);
  }

  /** {@return what the container says it freed; 0 when it is gone or its shedding threw} */
  long shed(long bytes) {
    WeakReference<BudgetMembership> reference = membership;
    BudgetMembership member = reference == null ? null : reference.get();
    if (member == null) {
      return 0;
    }
    try {
      return member.sheddable().shed(bytes);
    } catch (RuntimeException | LinkageError | AssertionError e) {
      failures.failed(e);
      return 0;
    }
  }
}

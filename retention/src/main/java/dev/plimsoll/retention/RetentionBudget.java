package dev.plimsoll.retention;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * One bound in bytes over all containers that join: caches and queues that grow share it instead of
 * each having a bound that is too small alone or too large together.
 *
 * <p><b>Who sheds.</b> A member's share is the limit times its weight over the sum of all weights.
 * While the budget is over its limit, the member that exceeds its share by the most bytes is asked
 * to shed its oldest entries, down to its share at most; then the next. A member below its share is
 * never asked, so a flood in one cache cannot empty the others.
 *
 * <p><b>The bound.</b> Shedding happens on the thread that puts, before its entry is inserted, with
 * no lock held and no thread of the budget's own. At every moment
 *
 * <pre>usedBytes() &lt;= limitBytes() + the bytes of the reservations in progress</pre>
 *
 * <p>that is, with {@code n} threads putting at once, the limit plus {@code n} entries. This holds
 * as long as members free what they are asked to free. When none of them can (what is counted is
 * itself about to be inserted by other threads), a reservation goes through all the same and is
 * counted by {@link #overruns()}; the next one sheds for it too.
 *
 * <p>Safe for many threads. Reserving and releasing below the limit is two atomic additions.
 */
public final class RetentionBudget {

  private final long limit;
  private final AtomicLong used = new AtomicLong();
  // The bytes of those who are shedding now: each sheds for itself, and nobody for the others too.
  private final AtomicLong shedding = new AtomicLong();
  private final CopyOnWriteArrayList<BudgetLine> lines = new CopyOnWriteArrayList<>();
  private final LongAdder shedBytes = new LongAdder();
  private final LongAdder overruns = new LongAdder();

  private RetentionBudget(long limit) {
    this.limit = limit;
  }

  /**
   * {@return a budget of so many bytes}
   *
   * @param bytes the limit; positive
   */
  public static RetentionBudget ofBytes(long bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("a budget must be positive: bytes=" + bytes);
    }
    return new RetentionBudget(bytes);
  }

  /**
   * {@return a budget of a share of the largest heap that this virtual machine may use}
   *
   * @param fraction the share, above 0 and at most 1; 0.4 leaves room for everything else
   */
  public static RetentionBudget ofHeapFraction(double fraction) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException("a fraction must be in (0, 1]: fraction=" + fraction);
    }
    return new RetentionBudget(Math.max(1, (long) (Runtime.getRuntime().maxMemory() * fraction)));
  }

  /**
   * Joins with a weight of 1.
   *
   * @param owner whose container it is
   * @param sheddable lets go of the container's oldest entries; called on threads that put to any
   *     member
   * @return the container's side, to be kept by the container
   */
  public BudgetMembership join(Owner owner, Sheddable sheddable) {
    return join(owner, sheddable, 1);
  }

  /**
   * Joins.
   *
   * @param owner whose container it is
   * @param sheddable lets go of the container's oldest entries; called on threads that put to any
   *     member
   * @param weight how large a share of the budget is its own, compared with the other members;
   *     positive and finite
   * @return the container's side, to be kept by the container
   */
  public BudgetMembership join(Owner owner, Sheddable sheddable, double weight) {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(sheddable, "sheddable");
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a weight must be positive and finite: weight=" + weight);
    }
    dropAbandoned();
    BudgetLine line = new BudgetLine(owner, weight);
    BudgetMembership membership =
        new BudgetMembership(this, line, ShedEvents.recorded(owner.name(), sheddable));
    line.heldBy(membership);
    lines.add(line);
    return membership;
  }

  /** {@return the limit in bytes} */
  public long limitBytes() {
    return limit;
  }

  /** {@return the bytes of all members, those about to be inserted included} */
  public long usedBytes() {
    dropAbandoned();
    return used.get();
  }

  /** {@return the bytes that members freed because the budget was over its limit} */
  public long shedBytes() {
    return shedBytes.sum();
  }

  /** {@return how many reservations went through over the limit because nobody could shed} */
  public long overruns() {
    return overruns.sum();
  }

  /** {@return the members and what they use, in the order in which they joined} */
  public List<Member> members() {
    dropAbandoned();
    FairShares shares = FairShares.of(limit, lines);
    List<Member> members = new ArrayList<>();
    for (BudgetLine line : lines) {
      Owner owner = line.owner();
      if (owner != null) {
        members.add(new Member(owner, line.weight(), line.used(), shares.of(line)));
      }
    }
    return members;
  }

  /**
   * One member, as {@link #members()} lists it. Keeps its owner reachable.
   *
   * @param owner whose container it is
   * @param weight its weight
   * @param usedBytes the bytes counted for it
   * @param shareBytes the part of the limit that is its own
   */
  public record Member(Owner owner, double weight, long usedBytes, long shareBytes) {}

  void reserve(BudgetLine line, long bytes) {
    if (line.isClosed()) {
      return;
    }
    if (bytes < 0) {
      throw new IllegalArgumentException(
          "a budget cannot count unknown or negative bytes, give the container a footprint: bytes="
              + bytes);
    }
    if (bytes > limit) {
      throw new IllegalArgumentException(
          "an entry must fit into the whole budget: bytes=" + bytes + ", limit=" + limit);
    }
    if (add(line, bytes) > limit) {
      makeRoomFor(bytes);
    }
  }

  /** {@return the bytes used afterwards by all members} */
  long add(BudgetLine line, long bytes) {
    line.add(bytes);
    long total = used.addAndGet(bytes);
    if (line.isClosed()) {
      // It left meanwhile, or long ago: what was added is taken back, whichever came first.
      total = used.addAndGet(-line.drain());
    }
    return total;
  }

  void leave(BudgetLine line) {
    lines.remove(line);
    line.close();
    used.addAndGet(-line.drain());
  }

  private void makeRoomFor(long bytes) {
    shedding.addAndGet(bytes);
    try {
      dropAbandoned();
      if (!shedOwnPart(bytes)) {
        overruns.increment();
      }
    } finally {
      shedding.addAndGet(-bytes);
    }
  }

  /** Frees what this reservation adds, and what nobody else is shedding now. */
  private boolean shedOwnPart(long bytes) {
    List<BudgetLine> exhausted = new ArrayList<>();
    long freed = 0;
    while (true) {
      long over = used.get() - limit;
      long others = shedding.get() - bytes;
      long due = Math.min(over, Math.max(bytes - freed, over - others));
      if (due <= 0) {
        return true;
      }
      FairShares.Excess most = FairShares.of(limit, lines).mostInExcess(exhausted);
      if (most == null) {
        // Nobody refused and nobody is over: a release has reached its member's line only.
        return exhausted.isEmpty();
      }
      long shed = most.line().shed(Math.min(due, most.bytes()));
      if (shed <= 0) {
        exhausted.add(most.line());
      } else {
        freed += shed;
        shedBytes.add(shed);
      }
    }
  }

  private void dropAbandoned() {
    for (BudgetLine line : lines) {
      if (line.isAbandoned()) {
        leave(line);
      }
    }
  }
}

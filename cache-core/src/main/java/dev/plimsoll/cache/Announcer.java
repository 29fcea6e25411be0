package dev.plimsoll.cache;

import dev.plimsoll.retention.BudgetMembership;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionListener;
import dev.plimsoll.retention.RetentionListeners;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The guarded edge between a cache and those who listen to it: what a listener throws is logged and
 * reaches nobody else. Called with no lock held.
 */
final class Announcer<K, V> {

  private static final Logger LOGGER = System.getLogger(Announcer.class.getName());

  private final Owner owner;
  private final RetentionListener retention;
  private final RemovalListener<? super K, ? super V> removals;
  private final @Nullable BudgetMembership budget;
  private final EntryJournal journal;
  private final boolean reportsRetention;
  private final boolean heard;
  private final AtomicLong lastId = new AtomicLong();
  private final Departures<K, V> unheard = new Departures<>(this, false);

  /**
   * @param retention who is told here; nobody if a journal is kept
   * @param budget the cache's side of the budget that it joined, if it did
   * @param journal what is written under the cache's own lock
   */
  Announcer(
      Owner owner,
      RetentionListener retention,
      RemovalListener<? super K, ? super V> removals,
      @Nullable BudgetMembership budget,
      EntryJournal journal) {
    this.owner = owner;
    this.retention = RetentionListeners.guarded(retention);
    this.removals = removals;
    this.budget = budget;
    this.journal = journal;
    this.reportsRetention = retention != RetentionListener.none();
    this.heard = reportsRetention || budget != null || removals != RemovalListener.none();
  }

  Owner owner() {
    return owner;
  }

  /** Whether anybody hears of what leaves, by a call. */
  boolean isHeard() {
    return heard;
  }

  /** A collector for one operation. */
  Departures<K, V> departures() {
    return heard ? new Departures<>(this, true) : unheard;
  }

  /**
   * Tells that a value is about to be held. Before it can be found: nobody may hear of its release
   * first, and a budget makes room before it comes.
   *
   * @return its id
   * @throws IllegalArgumentException if it does not fit into the whole budget
   */
  long comes(long bytes) {
    if (budget != null) {
      budget.reserve(bytes);
    }
    if (!reportsRetention) {
      return 0;
    }
    long id = lastId.incrementAndGet();
    retention.retained(owner, id, bytes);
    return id;
  }

  /** Tells that a value which was announced did not get in. */
  void turnedAway(long id, long bytes) {
    released(id, bytes, ReleaseCause.REJECTED);
  }

  /** After each operation: what was written under the lock, too, reaches who is to hear it. */
  void settle() {
    journal.settle();
  }

  /** Tells that a value left. */
  void left(Departure<? extends K, ? extends V> departure) {
    released(departure.id(), departure.bytes(), departure.cause().releaseCause());
    try {
      removals.removed(departure.key(), departure.value(), departure.cause());
    } catch (RuntimeException | LinkageError | AssertionError e) {
      LOGGER.log(Level.WARNING, "a removal listener of " + owner + " failed", e);
    }
  }

  private void released(long id, long bytes, ReleaseCause cause) {
    if (budget != null) {
      budget.release(bytes);
    }
    if (reportsRetention) {
      retention.released(owner, id, bytes, cause);
    }
  }
}

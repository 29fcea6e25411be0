package dev.plimsoll.retention;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls the listener behind a {@link BatchedRetention}: one thread at a time, and guarded. */
final class Delivery {

  private static final int FEWEST_JOURNALS_TO_LOOK_THROUGH = 64;

  private final RetentionListener listener;
  private final RetentionListener ofJournals;
  private final @Nullable RunBuffer runs;
  private final EventRings rings;
  private final int wordsMayWait;
  private final CopyOnWriteArrayList<JournalReader> journals = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile int lookThroughAt = FEWEST_JOURNALS_TO_LOOK_THROUGH;
  private volatile boolean closed;

  Delivery(RetentionListener listener, EventRings rings, int wordsMayWait) {
    this.listener = RetentionListeners.guarded(listener);
    this.rings = rings;
    this.wordsMayWait = wordsMayWait;
    this.runs = listener instanceof RetentionLedger ledger ? new RunBuffer(ledger) : null;
    this.ofJournals = runs == null ? this.listener : runs;
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether the listener is being called by this very thread, which cannot wait for itself. */
  boolean isRunHere() {
    return lock.isHeldByCurrentThread();
  }

  void add(RetentionJournal journal) {
    journals.add(journal.reader());
    if (closed) {
      journal.closed();
    }
    // Many small caches that come and go may never be delivered from otherwise.
    if (journals.size() >= lookThroughAt) {
      flush();
      lookThroughAt = Math.max(FEWEST_JOURNALS_TO_LOOK_THROUGH, 2 * journals.size());
    }
  }

  /**
   * Delivers all that was reported before the call. Answers how full the fullest ring or journal
   * was, as a part of what may wait there.
   */
  double flush() {
    if (isRunHere()) {
      return 0;
    }
    lock.lock();
    try {
      double fullest = rings.deliver(listener);
      for (JournalReader journal : journals) {
        // In this order: what was written before it was abandoned is delivered before it is left.
        boolean abandoned = journal.isAbandoned();
        long words = deliverHere(journal);
        fullest = Math.max(fullest, (double) words / wordsMayWait);
        if (abandoned) {
          journals.remove(journal);
        }
      }
      return fullest;
    } finally {
      lock.unlock();
    }
  }

  /** Delivers one journal. */
  void deliver(JournalReader journal) {
    if (!isRunHere()) {
      lock.lock();
      try {
        deliverHere(journal);
      } finally {
        lock.unlock();
      }
    }
  }

  private long deliverHere(JournalReader journal) {
    long words = journal.deliver(ofJournals);
    // What the listener itself made containers report was left to this thread.
    while (closed && !journal.isEmpty()) {
      words += journal.deliver(ofJournals);
    }
    if (runs != null) {
      runs.flush();
    }
    return words;
  }

  /** Delivers an event past the rings, behind those that are in them. */
  void deliverAtOnce(Consumer<RetentionListener> event) {
    boolean nested = isRunHere();
    lock.lock();
    try {
      if (!nested) {
        rings.deliver(listener);
      }
      event.accept(listener);
    } finally {
      lock.unlock();
    }
  }

  void close() {
    closed = true;
    journals.forEach(JournalReader::closed);
    flush();
  }
}

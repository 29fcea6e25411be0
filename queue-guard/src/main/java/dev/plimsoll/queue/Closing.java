package dev.plimsoll.queue;

import dev.plimsoll.retention.ReleaseCause;
import org.jspecify.annotations.Nullable;

/** The end of a queue: waits until it is drained, and makes its one report. */
final class Closing<E> {

  private final Doors<E> doors;
  private final Backlog<E> backlog;

  /** Guarded by both locks. */
  private @Nullable DrainReport<E> report;

  Closing(Doors<E> doors, Backlog<E> backlog) {
    this.doors = doors;
    this.backlog = backlog;
  }

  boolean hasReport() {
    return doors.locked(() -> report != null);
  }

  /** Closes, waits for consumers, and answers the one report of this queue. */
  DrainReport<E> close(long patience) {
    doors.shut();
    doors.lockBoth();
    try {
      awaitDrained(patience);
      return report();
    } finally {
      doors.unlockBoth();
    }
  }

  private void awaitDrained(long patience) {
    long left = patience;
    try {
      while (report == null && backlog.size() > 0 && left > 0) {
        left = doors.awaitEmpty(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private DrainReport<E> report() {
    DrainReport<E> known = report;
    if (known == null) {
      QueueSnapshot end = backlog.snapshot();
      known = new DrainReport<>(end, backlog.clear(ReleaseCause.CLEARED), backlog.close());
      report = known;
      doors.releaseAll();
    }
    return known;
  }
}

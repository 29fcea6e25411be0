package dev.plimsoll.queue;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Looks for some microseconds whether what a thread is about to wait for happens by itself, because
 * to park and be woken costs as much, and who wakes it pays for that too. (Karlin et al.,
 * "Empirical studies of competitive spinning for a shared-memory multiprocessor", 1991.) How long
 * it looks goes by how long the waits were that it could not save: longer while they are short,
 * shorter once they are long, so that idle consumers do not burn a processor.
 *
 * <p>Once something is there, it lets more gather for as long as more keeps coming, a few
 * microseconds at most: two threads that follow each other's heels spend their time on fetching the
 * same cache lines from each other. Safe for many threads: the length is a guess, whoever writes
 * it.
 */
final class Glance {

  private static final int LONGEST = Runtime.getRuntime().availableProcessors() > 1 ? 32 : 0;
  private static final int LONGEST_GATHERING = 8;

  /** A wait that ended sooner would have been worth a longer look. */
  private static final long SHORT_WAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  /** Between two looks, so that the other side gets something done. */
  private static final int PAUSES = 32;

  private final IntSupplier seen;
  private final int enough;
  private final int longest;
  private int length;

  /**
   * A glance at how many there are.
   *
   * @param enough how many need not become more
   */
  Glance(IntSupplier seen, int enough) {
    this(seen, enough, LONGEST);
  }

  /** The same, with a bound for the looks. */
  Glance(IntSupplier seen, int enough, int longest) {
    this.seen = seen;
    this.enough = enough;
    this.longest = longest;
    length = longest;
  }

  /** Looks; if it is in vain, {@link #waited} must follow. */
  boolean succeeds() {
    int looks = length;
    for (int i = 0; i < looks; i++) {
      pause();
      int there = seen.getAsInt();
      if (there > 0) {
        gather(there);
        lookAsLong(2 * looks);
        return true;
      }
    }
    return false;
  }

  /** Says how long a wait took, before which it looked in vain. */
  void waited(long nanos) {
    int looks = length;
    lookAsLong(nanos < SHORT_WAIT_NANOS ? 2 * looks : looks / 2);
  }

  private void gather(int atFirst) {
    int there = atFirst;
    for (int i = 0; i < LONGEST_GATHERING && there < enough; i++) {
      pause();
      int now = seen.getAsInt();
      if (now <= there) {
        return;
      }
      there = now;
    }
  }

  private static void pause() {
    for (int i = 0; i < PAUSES; i++) {
      Thread.onSpinWait();
    }
  }

  private void lookAsLong(int wanted) {
    int looks = Math.min(longest, Math.max(1, wanted));
    // Not written without need: others read what lies beside it.
    if (length != looks) {
      length = looks;
    }
  }
}

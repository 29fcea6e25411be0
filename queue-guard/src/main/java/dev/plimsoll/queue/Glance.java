package dev.plimsoll.queue;

import java.util.function.IntSupplier;

/**
 * Looks for some microseconds whether what a thread is about to wait for happens by itself, because
 * to park and be woken costs ten times as much. Looks shorter the next time when it was in vain,
 * and longer when it was not, so that idle consumers do not burn a processor.
 *
 * <p>Once something is there, it lets more gather for as long as more keeps coming, a few
 * microseconds at most: two threads that follow each other's heels spend their time on fetching the
 * same cache lines from each other. Safe for many threads: the length is a guess, whoever writes
 * it.
 */
final class Glance {

  private static final int LONGEST = Runtime.getRuntime().availableProcessors() > 1 ? 32 : 0;
  private static final int LONGEST_GATHERING = 8;

  /** Between two looks, so that the other side gets something done. */
  private static final int PAUSES = 32;

  private final IntSupplier seen;
  private final int enough;
  private int length = LONGEST;

  /**
   * A glance at how many there are.
   *
   * @param enough how many need not become more
   */
  Glance(IntSupplier seen, int enough) {
    this.seen = seen;
    this.enough = enough;
  }

  boolean succeeds() {
    int looks = length;
    for (int i = 0; i < looks; i++) {
      pause();
      int there = seen.getAsInt();
      if (there > 0) {
        gather(there);
        lookAsLong(Math.min(LONGEST, 2 * looks));
        return true;
      }
    }
    lookAsLong(Math.min(LONGEST, Math.max(1, looks / 2)));
    return false;
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

  private void lookAsLong(int looks) {
    // Not written without need: others read what lies beside it.
    if (length != looks) {
      length = looks;
    }
  }
}

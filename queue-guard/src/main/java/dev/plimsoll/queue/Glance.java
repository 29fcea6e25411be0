package dev.plimsoll.queue;

import java.util.function.BooleanSupplier;

/**
 * Looks for some microseconds whether what a thread is about to wait for happens by itself, because
 * to park and be woken costs ten times as much. Looks shorter the next time when it was in vain,
 * and longer when it was not, so that idle consumers do not burn a processor. Safe for many
 * threads: the length is a guess, whoever writes it.
 */
final class Glance {

  private static final int LONGEST = Runtime.getRuntime().availableProcessors() > 1 ? 32 : 0;

  /** Between two looks, so that the other side gets something done. */
  private static final int PAUSES = 32;

  private final BooleanSupplier seen;
  private int length = LONGEST;

  Glance(BooleanSupplier seen) {
    this.seen = seen;
  }

  boolean succeeds() {
    int looks = length;
    for (int i = 0; i < looks; i++) {
      for (int pause = 0; pause < PAUSES; pause++) {
        Thread.onSpinWait();
      }
      if (seen.getAsBoolean()) {
        lookAsLong(Math.min(LONGEST, 2 * looks));
        return true;
      }
    }
    lookAsLong(Math.min(LONGEST, Math.max(1, looks / 2)));
    return false;
  }

  private void lookAsLong(int looks) {
    // Not written without need: others read what lies beside it.
    if (length != looks) {
      length = looks;
    }
  }
}

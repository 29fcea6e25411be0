package dev.plimsoll.simulator;

import dev.plimsoll.simulator.HeapEvent.Promotion;
import dev.plimsoll.simulator.HeapEvent.Promotion.Cause;
import java.util.Arrays;

/** Adds up what one collection promotes, by owner and cause, for those who listen. */
final class PromotionTally {

  private static final Cause[] CAUSES = Cause.values();

  private long[] words = new long[CAUSES.length * 8];
  private long[] count = new long[CAUSES.length * 8];
  private boolean on;

  /** Begins a collection; when nobody listens nothing is added up. */
  void begin(boolean heard) {
    on = heard;
  }

  void add(int owner, int objectWords, Cause cause) {
    if (!on) {
      return;
    }
    int index = owner * CAUSES.length + cause.ordinal();
    if (index >= words.length) {
      int capacity = (owner + 1) * 2 * CAUSES.length;
      words = Arrays.copyOf(words, capacity);
      count = Arrays.copyOf(count, capacity);
    }
    words[index] += objectWords;
    count[index]++;
  }

  /** Tells what was added up, and forgets it. */
  void tell(CollectionLog log, OwnerAccounts accounts) {
    if (!on) {
      return;
    }
    int end = Math.min(accounts.count() * CAUSES.length, words.length);
    for (int i = 0; i < end; i++) {
      if (count[i] > 0) {
        log.tell(
            new Promotion(
                log.now(),
                accounts.owner(i / CAUSES.length),
                count[i],
                words[i] * Addresses.WORD_BYTES,
                CAUSES[i % CAUSES.length]));
        words[i] = 0;
        count[i] = 0;
      }
    }
    on = false;
  }
}

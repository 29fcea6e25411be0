package dev.plimsoll.simulator;

import dev.plimsoll.simulator.HeapEvent.Promotion;
import dev.plimsoll.simulator.HeapEvent.Promotion.Cause;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up what one collection promotes, by cause and owner, for those who listen. */
final class PromotionTally {

  private final Map<Cause, Sums> sums = new EnumMap<>(Cause.class);
  private boolean on;
  private @Nullable Map<Integer, Cause> traced;

  /** Writes down the cause of each promotion from now on, in order; until told to stop by null. */
  void trace(@Nullable Map<Integer, Cause> into) {
    traced = into;
  }

  /** By owner. */
  private static final class Sums {
    long[] words = new long[8];
    long[] objects = new long[8];

    void add(int owner, int objectWords) {
      if (owner >= words.length) {
        words = Arrays.copyOf(words, owner * 2);
        objects = Arrays.copyOf(objects, owner * 2);
      }
      words[owner] += objectWords;
      objects[owner]++;
    }
  }

  /** Begins a collection; when nobody listens nothing is added up. */
  void begin(boolean heard) {
    on = heard;
  }

  void add(int handle, int owner, int objectWords, Cause cause) {
    if (traced != null) {
      traced.put(handle, cause);
    }
    if (on) {
      sums.computeIfAbsent(cause, any -> new Sums()).add(owner, objectWords);
    }
  }

  /** Tells what was added up, and forgets it. */
  void tell(CollectionLog log, OwnerAccounts accounts) {
    sums.forEach((cause, sum) -> tell(log, accounts, cause, sum));
    sums.clear();
    on = false;
  }

  private static void tell(CollectionLog log, OwnerAccounts accounts, Cause cause, Sums sum) {
    for (int part = 0; part < sum.objects.length; part++) {
      if (sum.objects[part] > 0 && accounts.whole(part) != part) {
        sum.words[accounts.whole(part)] += sum.words[part];
        sum.objects[accounts.whole(part)] += sum.objects[part];
        sum.objects[part] = 0;
      }
    }
    for (int owner = 0; owner < sum.objects.length; owner++) {
      long objects = sum.objects[owner];
      if (objects > 0) {
        long bytes = sum.words[owner] * Addresses.WORD_BYTES;
        log.tell(new Promotion(log.now(), accounts.owner(owner), objects, bytes, cause));
      }
    }
  }
}

package dev.plimsoll.simulator.whatif;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.recording.RecordedOwner;

/**
 * Finds the largest limit whose entries die young: of whose bytes at most {@link Advice#DIES_YOUNG}
 * is promoted. The share grows with the limit, so the limit is found by halving the range in
 * proportion until its ends are within 5%.
 */
final class Advisor {

  /** From 1 to 2^63 no range needs more halvings. */
  static final int MOST_REPLAYS = 14;

  private static final double CLOSE_ENOUGH = 1.05;

  private final Replays replays;
  private final RecordedOwner owner;
  private final long most;

  /**
   * @param retained how many objects the owner retained: no limit beyond holds more
   */
  Advisor(Replays replays, RecordedOwner owner, long retained) {
    this.replays = replays;
    this.owner = owner;
    this.most = Math.max(1, retained);
  }

  Advice advise(Setting base) throws InterruptedException {
    Outcome now = replays.run(base);
    boolean inBytes = owner.bound().kind() == Bound.Kind.BYTES;
    long largest = inBytes ? Math.max(1, now.ownerAllocatedBytes()) : most;
    if (diesYoung(base, largest)) {
      return new Advice(owner, now, largest, true);
    }
    return new Advice(owner, now, search(base, 0, largest), false);
  }

  /** The largest limit found to die young: {@code low} does, or is 0, and {@code high} does not. */
  private long search(Setting base, long low, long high) throws InterruptedException {
    long young = low;
    long promoted = high;
    while (promoted - young > 1 && promoted > young * CLOSE_ENOUGH) {
      long middle = Math.round(Math.sqrt((double) Math.max(1, young) * promoted));
      long tried = Math.min(promoted - 1, Math.max(young + 1, middle));
      if (diesYoung(base, tried)) {
        young = tried;
      } else {
        promoted = tried;
      }
    }
    return young;
  }

  private boolean diesYoung(Setting base, long limit) throws InterruptedException {
    Outcome outcome = replays.run(base.withLimit(limit));
    return !outcome.outOfMemory() && outcome.ownerPromotedShare() <= Advice.DIES_YOUNG;
  }
}

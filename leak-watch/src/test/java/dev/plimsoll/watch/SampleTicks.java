package dev.plimsoll.watch;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.RetentionLedger;
import java.util.concurrent.Semaphore;

/** A clock that ticks when a watch samples its ledger: an empty container that notes each look. */
final class SampleTicks {

  /** A sample reads every owner twice: for the heap's level, and to judge them. */
  private static final int LOOKS = 2;

  private final Semaphore looks = new Semaphore(0);

  private SampleTicks() {}

  static SampleTicks of(RetentionLedger ledger) {
    SampleTicks ticks = new SampleTicks();
    ledger.watch(
        Owner.named("ticks"),
        () -> {
          ticks.looks.release();
          return 0;
        },
        () -> 0);
    return ticks;
  }

  /** Waits for about one more sample. */
  void await() throws InterruptedException {
    looks.drainPermits();
    looks.acquire(LOOKS);
  }
}

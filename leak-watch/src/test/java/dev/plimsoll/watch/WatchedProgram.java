package dev.plimsoll.watch;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.watch.WatchEvent.Collected;
import dev.plimsoll.watch.WatchEvent.Leak;
import dev.plimsoll.watch.WatchEvent.PromotedQuality;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server with the watch on, in a JVM of 96 MB. Argument "leaking": keeps every request until the
 * watch names the owner. "guarded": keeps the newest up to its declared bound, half of the heap,
 * for a fixed time. Prints what it saw.
 */
final class WatchedProgram {

  private static final int REQUEST = 10_000;
  private static final int BOUND = 48 << 20;
  private static final Duration SAMPLES = Duration.ofMillis(25);

  private static final AtomicLong COLLECTIONS = new AtomicLong();
  private static final AtomicLong PROMOTED = new AtomicLong();

  private WatchedProgram() {}

  public static void main(String[] arguments) throws Exception {
    boolean leaking = arguments[0].equals("leaking");
    RetentionLedger ledger = RetentionLedger.create();
    Owner requests =
        leaking ? Owner.named("requests") : Owner.named("requests", Bound.bytes(BOUND));
    CountDownLatch leak = new CountDownLatch(1);
    try (LeakWatch watch =
        LeakWatch.start(ledger, LeakWatchConfig.defaults().withSampleEvery(SAMPLES))) {
      watch.onEvent(
          event -> {
            if (event instanceof Collected collected) {
              note(collected);
            } else if (event instanceof Leak told) {
              System.out.println("leak of " + told.owner() + " at " + told.bytes());
              leak.countDown();
            }
          });
      watch.onEvent(
          event -> {
            throw new IllegalStateException("a listener that always fails");
          });
      if (leaking) {
        leak(ledger, requests, leak);
      } else {
        serve(ledger, requests);
      }
    }
    System.out.println("collections " + COLLECTIONS.get() + ", promoted " + PROMOTED.get());
  }

  private static void note(Collected collected) {
    if (COLLECTIONS.getAndIncrement() == 0) {
      System.out.println("first " + collected.collector() + ' ' + collected.quality());
    }
    if (collected.quality() != PromotedQuality.NONE) {
      PROMOTED.addAndGet(collected.promotedBytes());
    }
  }

  /** Keeps every request, a megabyte each few samples, until it is told. */
  private static void leak(RetentionLedger ledger, Owner owner, CountDownLatch told)
      throws InterruptedException {
    List<byte[]> kept = new ArrayList<>();
    while (!told.await(SAMPLES.toMillis(), TimeUnit.MILLISECONDS)) {
      for (int i = 0; i < 40; i++) {
        kept.add(new byte[REQUEST]);
        ledger.retained(owner, kept.size(), REQUEST);
        garbage();
      }
    }
    System.out.println("kept " + kept.size());
  }

  private static void serve(RetentionLedger ledger, Owner owner) throws InterruptedException {
    Deque<byte[]> kept = new ArrayDeque<>();
    long id = 0;
    for (int tick = 0; tick < 120; tick++) {
      for (int i = 0; i < 100; i++) {
        id++;
        kept.add(new byte[REQUEST]);
        ledger.retained(owner, id, REQUEST);
        if (kept.size() > BOUND / REQUEST) {
          kept.remove();
          ledger.released(owner, id - kept.size(), REQUEST, ReleaseCause.EVICTED);
        }
        garbage();
      }
      Thread.sleep(SAMPLES.toMillis());
    }
  }

  private static void garbage() {
    byte[] garbage = new byte[4 * REQUEST];
    if (garbage.length == 0) {
      throw new AssertionError("arrays have the length asked for");
    }
  }
}

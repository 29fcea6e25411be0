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
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server with the watch on, in a JVM of 96 MB. Argument "leaking": keeps every request until the
 * watch names the owner. "harmless": one after the other, keeps the newest up to its declared
 * bound, fills a cache to half of the heap, builds batches and lets them go. Prints what it saw.
 * Goes on by one tick with each sample of the watch, so that a slow machine changes nothing.
 */
final class WatchedProgram {

  private static final int REQUEST = 10_000;
  private static final int BOUND = 48 << 20;
  private static final int TICK_REQUESTS = 100;
  private static final Duration SAMPLES = Duration.ofMillis(10);

  private static final AtomicLong COLLECTIONS = new AtomicLong();
  private static final AtomicLong PROMOTED = new AtomicLong();

  private final RetentionLedger ledger = RetentionLedger.create();
  private final SampleTicks ticks = SampleTicks.of(ledger);
  private final Deque<byte[]> kept = new ArrayDeque<>();
  private long id;

  private WatchedProgram() {}

  public static void main(String[] arguments) throws Exception {
    new WatchedProgram().run(arguments[0].equals("leaking"));
    System.out.println("collections " + COLLECTIONS.get() + ", promoted " + PROMOTED.get());
  }

  private void run(boolean leaking) throws InterruptedException {
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
        leak(Owner.named("requests"), leak);
      } else {
        serveGuarded(Owner.named("guarded", Bound.bytes(BOUND)));
        fillCache(Owner.named("cache", Bound.bytes(BOUND)));
        buildBatches(Owner.named("batch", Bound.batch()));
      }
    }
  }

  private static void note(Collected collected) {
    if (COLLECTIONS.getAndIncrement() == 0) {
      System.out.println("first " + collected.collector() + ' ' + collected.quality());
    }
    if (collected.quality() != PromotedQuality.NONE) {
      PROMOTED.addAndGet(collected.promotedBytes());
    }
  }

  /** Keeps every request, until it is told. */
  private void leak(Owner owner, CountDownLatch told) throws InterruptedException {
    while (told.getCount() > 0) {
      ticks.await();
      for (int i = 0; i < 40; i++) {
        keep(owner);
      }
    }
    System.out.println("kept " + kept.size());
  }

  private void serveGuarded(Owner owner) throws InterruptedException {
    for (int tick = 0; tick < 100; tick++) {
      for (int i = 0; i < TICK_REQUESTS; i++) {
        keep(owner);
        if (kept.size() > BOUND / REQUEST) {
          letOldestGo(owner, ReleaseCause.EVICTED);
        }
      }
      ticks.await();
    }
    clear(owner, ReleaseCause.CLEARED);
  }

  private void fillCache(Owner owner) throws InterruptedException {
    for (int tick = 0; tick < 100; tick++) {
      for (int i = 0; i < TICK_REQUESTS; i++) {
        if (kept.size() < BOUND / REQUEST) {
          keep(owner);
        }
        garbage();
      }
      ticks.await();
    }
    clear(owner, ReleaseCause.CLEARED);
  }

  private void buildBatches(Owner owner) throws InterruptedException {
    for (int batch = 0; batch < 2; batch++) {
      for (int tick = 0; tick < 50; tick++) {
        for (int i = 0; i < TICK_REQUESTS; i++) {
          keep(owner);
        }
        ticks.await();
      }
      clear(owner, ReleaseCause.DRAINED);
    }
  }

  private void keep(Owner owner) {
    id++;
    kept.add(new byte[REQUEST]);
    ledger.retained(owner, id, REQUEST);
    garbage();
  }

  private void letOldestGo(Owner owner, ReleaseCause cause) {
    ledger.released(owner, id - kept.size() + 1, REQUEST, cause);
    kept.remove();
  }

  private void clear(Owner owner, ReleaseCause cause) {
    while (!kept.isEmpty()) {
      letOldestGo(owner, cause);
    }
  }

  private static void garbage() {
    byte[] garbage = new byte[2 * REQUEST];
    if (garbage.length == 0) {
      throw new AssertionError("arrays have the length asked for");
    }
  }
}

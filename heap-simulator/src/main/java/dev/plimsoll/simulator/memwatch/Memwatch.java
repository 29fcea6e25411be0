package dev.plimsoll.simulator.memwatch;

import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapEvent;
import dev.plimsoll.simulator.Subscription;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Watches a simulated heap by node-memwatch's rule: after each full collection it tells {@link
 * MemwatchEvent.Stats}, and when the heap has grown over five of them in a row a {@link
 * MemwatchEvent.Leak}, once, and begins to count anew. A full collection that leaves no more than
 * the one before ends a row. What the growth consists of is the {@link HeapDiff} of two moments.
 */
public final class Memwatch {

  private static final int GROWTHS_OF_A_LEAK = 5;
  private static final int RECENT = 10;
  private static final int ANCIENT = 120;
  private static final int UNSETTLED = 2;
  private static final double MEGABYTE = 1 << 20;
  private static final double MILLIS_PER_HOUR = 3_600_000;

  private final Consumer<? super MemwatchEvent> listener;

  private long scavenges;
  private long fullCollections;
  private long compactions;
  private long base;
  private double baseMillis;
  private double recent;
  private double ancient;
  private long min;
  private long max;
  private int growths;
  private long leakBase;
  private double leakStart;

  private Memwatch(Consumer<? super MemwatchEvent> listener) {
    this.listener = listener;
  }

  /**
   * Watches a heap from now on.
   *
   * @param heap the heap
   * @param listener hears the events, as a listener of the heap does: on the thread that runs it,
   *     and what it throws is logged
   * @return ends it when closed
   */
  public static Subscription watch(
      GenerationalHeap heap, Consumer<? super MemwatchEvent> listener) {
    Memwatch watch = new Memwatch(Objects.requireNonNull(listener, "listener"));
    return Objects.requireNonNull(heap, "heap").subscribe(watch::hear);
  }

  private void hear(HeapEvent event) {
    if (event instanceof HeapEvent.Scavenge) {
      scavenges++;
    } else if (event instanceof HeapEvent.Collection full) {
      compactions += full instanceof HeapEvent.MarkCompact ? 1 : 0;
      collectedFully(full.millis(), full.stats().after().usedBytes());
    }
  }

  private void collectedFully(double millis, long used) {
    fullCollections++;
    boolean leaks = fullCollections > 1 && growsToLeak(used);
    base = used;
    baseMillis = millis;
    average(used);
    if (leaks) {
      listener.accept(leak());
    }
    listener.accept(stats());
  }

  private boolean growsToLeak(long used) {
    if (used <= base) {
      growths = 0;
      return false;
    }
    if (growths == 0) {
      leakBase = base;
      leakStart = baseMillis;
    }
    growths = (growths + 1) % GROWTHS_OF_A_LEAK;
    return growths == 0;
  }

  private void average(long used) {
    recent += (used - recent) / Math.min(RECENT, fullCollections);
    ancient += (used - ancient) / Math.min(ANCIENT, fullCollections);
    if (fullCollections > UNSETTLED) {
      min = min == 0 ? used : Math.min(min, used);
      max = Math.max(max, used);
    }
  }

  private MemwatchEvent.Leak leak() {
    long growth = base - leakBase;
    double took = baseMillis - leakStart;
    String reason =
        String.format(
            Locale.ROOT,
            "heap growth over %d consecutive full collections (%.1f ms): %.2f MB, %.0f MB/hour",
            GROWTHS_OF_A_LEAK,
            took,
            growth / MEGABYTE,
            growth / MEGABYTE / took * MILLIS_PER_HOUR);
    return new MemwatchEvent.Leak(leakStart, baseMillis, growth, reason);
  }

  private MemwatchEvent.Stats stats() {
    double trend = ancient == 0 ? 0 : Math.rint((recent - ancient) / ancient * 1000) / 10;
    return new MemwatchEvent.Stats(
        baseMillis,
        fullCollections,
        scavenges,
        compactions,
        trend,
        Math.round(recent),
        base,
        min,
        max);
  }
}

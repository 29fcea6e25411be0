package dev.plimsoll.servers;

import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * When this process itself stood still: threads that do nothing but wake every millisecond, one for
 * each processor, note when they woke late. What a busy machine or a collection of garbage adds to
 * a measured time is thereby told apart from what the measured code takes.
 */
public final class Stalls implements AutoCloseable {

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** A wake-up that is late by less is how every machine wakes. */
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private record Span(long from, long to) {}

  // Guarded by this.
  private final List<Span> spans = new ArrayList<>();
  private volatile boolean closed;

  private Stalls() {}

  /** {@return a watch that has begun} */
  public static Stalls watch() {
    Stalls stalls = new Stalls();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      Thread thread = new Thread(stalls::run, "plimsoll-stalls-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    return stalls;
  }

  private void run() {
    while (!closed) {
      long due = System.nanoTime() + TICK_NANOS;
      LockSupport.parkNanos(this, TICK_NANOS);
      long woken = System.nanoTime();
      if (woken - due > LATE_NANOS) {
        add(new Span(due, woken));
      }
    }
  }

  /** {@return stalls as given, for a test} */
  static Stalls of(long[][] given) {
    Stalls stalls = new Stalls();
    for (long[] span : given) {
      stalls.add(new Span(span[0], span[1]));
    }
    return stalls;
  }

  private synchronized void add(Span span) {
    spans.add(span);
  }

  /**
   * {@return for how many nanoseconds of a time some watching thread was kept from running}
   *
   * @param from the begin, on {@link System#nanoTime()}'s scale
   * @param to the end
   */
  public synchronized long nanosWithin(long from, long to) {
    long sum = 0;
    long counted = from;
    List<Span> met =
        spans.stream()
            .filter(span -> span.to > from && span.from < to)
            .sorted(comparingLong(Span::from))
            .toList();
    for (Span span : met) {
      long begin = Math.max(counted, span.from);
      long end = Math.min(to, span.to);
      if (end > begin) {
        sum += end - begin;
        counted = end;
      }
    }
    return sum;
  }

  @Override
  public void close() {
    closed = true;
  }
}

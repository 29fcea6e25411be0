package dev.plimsoll.queue;

import static java.lang.System.Logger.Level.WARNING;

import java.lang.ref.WeakReference;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls a guard at regular times, from one daemon thread or a given scheduler, until it is closed
 * or the guarded object is garbage: an abandoned queue must not live on in its own guard.
 */
final class Heartbeat<T> implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(Heartbeat.class.getName());

  private static final long SHORTEST_PERIOD_NANOS = 1_000_000;
  private static final long LONGEST_PERIOD_NANOS = 50_000_000;

  private final WeakReference<T> guarded;
  private final Consumer<? super T> onBeat;
  private final long periodNanos;
  private final Runnable onEnd;
  private volatile boolean closed;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Future<?> scheduled;

  /**
   * A heart that does not beat yet.
   *
   * @param onBeat must not refer to {@code guarded}
   * @param onEnd runs once it beats no more; must not refer to {@code guarded} either
   */
  Heartbeat(T guarded, long periodNanos, Consumer<? super T> onBeat, Runnable onEnd) {
    this.guarded = new WeakReference<>(guarded);
    this.onBeat = onBeat;
    this.periodNanos = periodNanos;
    this.onEnd = onEnd;
  }

  /** A period fine enough to measure so short a time, yet no busy loop. */
  static long period(long shortestTimeNanos) {
    return Math.max(SHORTEST_PERIOD_NANOS, Math.min(LONGEST_PERIOD_NANOS, shortestTimeNanos / 20));
  }

  /** Starts on the scheduler, or without one on a daemon thread of this name. */
  void start(String threadName, @Nullable ScheduledExecutorService scheduler) {
    if (scheduler != null) {
      scheduled =
          scheduler.scheduleWithFixedDelay(
              this::beatOrStop, periodNanos, periodNanos, TimeUnit.NANOSECONDS);
      return;
    }
    Thread beating = new Thread(this::beatUntilClosed, threadName);
    beating.setDaemon(true);
    beating.setContextClassLoader(null);
    thread = beating;
    beating.start();
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    Future<?> task = scheduled;
    if (task != null) {
      task.cancel(false);
    }
    onEnd.run();
  }

  private void beatUntilClosed() {
    while (!closed) {
      LockSupport.parkNanos(this, periodNanos);
      // A pending interrupt would turn the wait into a busy loop.
      Thread.interrupted();
      beatOrStop();
    }
  }

  private void beatOrStop() {
    T alive = guarded.get();
    if (alive == null) {
      close();
    } else if (!closed) {
      beat(alive);
    }
  }

  private void beat(T alive) {
    try {
      onBeat.accept(alive);
    } catch (RuntimeException e) {
      LOGGER.log(WARNING, "the guard of " + alive + " failed, and goes on", e);
    }
  }
}

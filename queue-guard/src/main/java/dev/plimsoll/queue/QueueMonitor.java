package dev.plimsoll.queue;

import dev.plimsoll.retention.Subscription;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Alarms for a queue that already exists. Asks for its depth at intervals, so that its own
 * operations cost what they did before, and judges it as a {@link GuardedQueue} judges itself.
 *
 * <p>Its snapshots know the depth and, as far as can be seen from outside, what was taken: of a
 * plain number what it fell by, of a queue also whether its head changed, of a pool all. Rates
 * follow from these, and are too low by what came and went between two samples. Other counters, the
 * age and the weight are zero.
 *
 * <p>Closing it, or losing it to the garbage collector, ends the sampling. Safe for many threads.
 */
public final class QueueMonitor implements AutoCloseable {

  private final String name;
  private final DepthSource source;
  private final int capacity;
  private final LongSupplier clock;
  private final Newsroom newsroom;
  private final AlarmBoard board;
  private final Newsroom.Desk<Alarm> alarms;
  private final Heartbeat<QueueMonitor> heartbeat;

  // Guarded by this monitor's own monitor, in which nothing blocks but the source.
  private final RateMeter arrivals;
  private final RateMeter departures;

  private QueueMonitor(String name, DepthSource source, MonitorOptions options) {
    this.name = Objects.requireNonNull(name, "name");
    this.source = source;
    capacity = options.capacity;
    clock = options.clock();
    newsroom = Newsroom.of(name, options.listenerExecutor);
    board =
        new AlarmBoard(
            Symptoms.of(options.marks(name), Marks.NONE, options.alarms), options.alarms);
    alarms = newsroom.newDesk();
    arrivals = new RateMeter(clock.getAsLong());
    departures = new RateMeter(clock.getAsLong());
    heartbeat = new Heartbeat<>(this, Times.nanos(options.every), QueueMonitor::sample, () -> {});
  }

  /**
   * Watches a bounded queue, with marks at 0.8 and 0.5 of its capacity.
   *
   * @param name what alarms call it
   * @param queue the queue; {@code size} and {@code peek} are called on it
   * @return closes to stop
   */
  public static QueueMonitor watch(String name, Queue<?> queue) {
    return watch(name, queue, options -> {});
  }

  /**
   * Watches a queue.
   *
   * @param name what alarms call it
   * @param queue the queue; {@code size} and {@code peek} are called on it
   * @param options sets the options
   * @return closes to stop
   */
  public static QueueMonitor watch(
      String name, Queue<?> queue, Consumer<? super MonitorOptions> options) {
    return start(name, DepthSource.of(queue), options);
  }

  /**
   * Watches the queue of a pool, with marks at 0.8 and 0.5 of its capacity.
   *
   * @param name what alarms call it
   * @param pool the pool
   * @return closes to stop
   */
  public static QueueMonitor watch(String name, ThreadPoolExecutor pool) {
    return watch(name, pool, options -> {});
  }

  /**
   * Watches the queue of a pool.
   *
   * @param name what alarms call it
   * @param pool the pool
   * @param options sets the options
   * @return closes to stop
   */
  public static QueueMonitor watch(
      String name, ThreadPoolExecutor pool, Consumer<? super MonitorOptions> options) {
    return start(name, DepthSource.of(pool), options);
  }

  /**
   * Watches whatever has a depth: the length of a Redis list or stream, say.
   *
   * @param name what alarms call it
   * @param depth asked on the sampling thread, not negative; one that throws is logged, and asked
   *     again at the next interval
   * @param options sets the options, at least a capacity or marks by count
   * @return closes to stop
   */
  public static QueueMonitor watch(
      String name, LongSupplier depth, Consumer<? super MonitorOptions> options) {
    return start(name, DepthSource.of(Objects.requireNonNull(depth, "depth")), options);
  }

  private static QueueMonitor start(
      String name, DepthSource source, Consumer<? super MonitorOptions> setter) {
    MonitorOptions options = new MonitorOptions(source.capacity());
    setter.accept(options);
    QueueMonitor monitor = new QueueMonitor(name, source, options);
    monitor.heartbeat.start("plimsoll-monitor-" + name, options.scheduler);
    return monitor;
  }

  /** {@return a view of the queue now} */
  public synchronized QueueSnapshot snapshot() {
    return look(clock.getAsLong());
  }

  /**
   * Hears every alarm, in order, from now on.
   *
   * @param listener called on another thread
   * @return closes to unsubscribe
   */
  public Subscription onAlarm(Consumer<? super Alarm> listener) {
    return alarms.subscribe(Objects.requireNonNull(listener, "listener"));
  }

  @Override
  public void close() {
    heartbeat.close();
  }

  private void sample() {
    synchronized (this) {
      long now = clock.getAsLong();
      board.judge(look(now), now).forEach(alarms::post);
    }
    newsroom.deliver();
  }

  private QueueSnapshot look(long now) {
    long depth = source.depth();
    long left = source.left();
    arrivals.sample(left + depth, now);
    departures.sample(left, now);
    return new QueueSnapshot(
        name,
        capacity,
        (int) Math.min(Integer.MAX_VALUE, depth),
        0,
        0,
        Duration.ZERO,
        arrivals.perSecond(),
        departures.perSecond(),
        left,
        0,
        0,
        0,
        0,
        newsroom.lost());
  }
}

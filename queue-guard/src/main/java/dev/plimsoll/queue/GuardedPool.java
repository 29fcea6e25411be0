package dev.plimsoll.queue;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The guards of a {@link GuardedExecutor} around a {@link ThreadPoolExecutor} that exists: tasks
 * that waited too long are not run, overdue runs are interrupted, futures complete. Tasks must be
 * given to this executor; those that are given to the pool itself are left alone. For alarms on the
 * pool's queue, watch it by a {@link QueueMonitor}.
 *
 * <p>While a thread is deaf to its interrupt the pool is made larger by one thread, as often as the
 * bound allows, and smaller again when the thread comes back.
 *
 * <p>The pool's own rejection is kept, as a {@link TaskRejectedException} where it throws. Policies
 * that discard in silence are refused, since nobody could complete the future of such a task. Safe
 * for many threads; shutting this one down shuts the pool down.
 */
public final class GuardedPool extends AbstractExecutorService {

  private final String name;
  private final ThreadPoolExecutor pool;
  private final int capacity;
  private final long timeToLiveNanos;
  private final long handlerTimeoutNanos;
  private final int maxReplacements;
  private final LongSupplier clock;
  private final Set<Stint> running = ConcurrentHashMap.newKeySet();
  private final LongAdder expired = new LongAdder();
  private final LongAdder timedOut = new LongAdder();
  private final LongAdder replaced = new LongAdder();
  private @Nullable Heartbeat<GuardedPool> overseer;

  /** How many threads the pool was made larger by; guarded by this. */
  private int added;

  GuardedPool(GuardedPoolBuilder options, LongSupplier clock) {
    name = options.name;
    pool = options.pool;
    capacity = DepthSource.capacityOf(pool.getQueue());
    timeToLiveNanos = options.timeToLive == null ? Long.MAX_VALUE : Times.nanos(options.timeToLive);
    handlerTimeoutNanos =
        options.handlerTimeout == null ? Long.MAX_VALUE : Times.nanos(options.handlerTimeout);
    maxReplacements = options.maxReplacements;
    this.clock = clock;
  }

  /**
   * {@return the options of guards around a pool}
   *
   * @param name what reports call it
   * @param pool a pool whose rejection does not discard in silence
   */
  public static GuardedPoolBuilder around(String name, ThreadPoolExecutor pool) {
    return new GuardedPoolBuilder(name, pool);
  }

  /**
   * Has the task run by the pool.
   *
   * @throws TaskRejectedException when the pool refuses it; without a stack trace
   */
  @Override
  public void execute(Runnable task) {
    Stint stint = new Stint(Objects.requireNonNull(task, "task"));
    try {
      pool.execute(stint);
    } catch (RejectedExecutionException refused) {
      TaskRejectedException typed =
          new TaskRejectedException(
              new Refusal.Facts(
                  name,
                  pool.getQueue().size(),
                  capacity,
                  pool.isShutdown() ? RejectionReason.CLOSED : RejectionReason.FULL));
      stint.fail(typed);
      throw typed;
    }
  }

  /** {@return how many tasks waited too long and were not run} */
  public long expired() {
    return expired.sum();
  }

  /** {@return how many runs were interrupted because they were overdue} */
  public long timedOut() {
    return timedOut.sum();
  }

  /** {@return how many threads were added for deaf ones, in all} */
  public long replaced() {
    return replaced.sum();
  }

  @Override
  public void shutdown() {
    pool.shutdown();
  }

  /** Interrupts what runs, and hands back what waits; the futures of the latter are cancelled. */
  @Override
  public List<Runnable> shutdownNow() {
    List<Runnable> left = pool.shutdownNow().stream().map(GuardedPool::unwrap).toList();
    for (Runnable task : left) {
      if (task instanceof Future<?> future) {
        future.cancel(false);
      }
    }
    stopWatching();
    return left;
  }

  @Override
  public boolean isShutdown() {
    return pool.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return pool.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    boolean ended = pool.awaitTermination(timeout, unit);
    if (ended) {
      stopWatching();
    }
    return ended;
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Callable<T> body) {
    return new GuardedTask<>(body, this::forget);
  }

  @Override
  protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Runnable body, T value) {
    return newTaskFor(Executors.callable(body, value));
  }

  void startOverseer(GuardedPoolBuilder options, Runnable onEnd) {
    long shortest = Math.min(timeToLiveNanos, handlerTimeoutNanos);
    Heartbeat<GuardedPool> heartbeat =
        new Heartbeat<>(this, Heartbeat.period(shortest), GuardedPool::look, onEnd);
    overseer = heartbeat;
    heartbeat.start("plimsoll-overseer-" + name, options.scheduler);
  }

  private void stopWatching() {
    if (overseer != null) {
      overseer.close();
    }
  }

  private void look() {
    if (pool.isTerminated()) {
      stopWatching();
      return;
    }
    long now = clock.getAsLong();
    sweep(now);
    for (Stint stint : running) {
      switch (stint.slot.watch(now, handlerTimeoutNanos, name)) {
        case FINE -> {}
        case TIMED_OUT -> timedOut.increment();
        case DEAF -> stint.makeUpFor();
      }
    }
  }

  private void sweep(long now) {
    for (Runnable waiting : pool.getQueue()) {
      if (waiting instanceof Stint stint && stint.isOver(now) && pool.remove(stint)) {
        stint.expire();
      }
    }
  }

  private void forget(Runnable cancelled) {
    pool.getQueue().removeIf(waiting -> unwrap(waiting) == cancelled);
  }

  private static Runnable unwrap(Runnable waiting) {
    return waiting instanceof Stint stint ? stint.task : waiting;
  }

  private synchronized boolean addThread() {
    if (added == maxReplacements || pool.isShutdown()) {
      return false;
    }
    added++;
    pool.setMaximumPoolSize(pool.getMaximumPoolSize() + 1);
    pool.setCorePoolSize(pool.getCorePoolSize() + 1);
    replaced.increment();
    return true;
  }

  private synchronized void takeThreadBack() {
    added--;
    pool.setCorePoolSize(pool.getCorePoolSize() - 1);
    pool.setMaximumPoolSize(pool.getMaximumPoolSize() - 1);
  }

  /** One task's way through the pool. */
  private final class Stint implements Runnable {
    private final Runnable task;
    private final long submitted = clock.getAsLong();
    private final RunSlot slot = new RunSlot();

    // All guarded by this stint.
    private boolean judgedDeaf;
    private boolean madeUpFor;
    private boolean over;

    Stint(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      if (isOver(clock.getAsLong())) {
        expire();
        return;
      }
      slot.begin(task, clock.getAsLong());
      running.add(this);
      try {
        task.run();
      } finally {
        slot.end();
        running.remove(this);
        ended();
      }
    }

    boolean isOver(long now) {
      return now - submitted >= timeToLiveNanos;
    }

    void expire() {
      expired.increment();
      fail(
          new TimeoutException(
              "a task of " + name + " waited longer than " + Duration.ofNanos(timeToLiveNanos)));
    }

    synchronized void makeUpFor() {
      if (!judgedDeaf && !over) {
        judgedDeaf = true;
        madeUpFor = addThread();
      }
    }

    private synchronized void ended() {
      over = true;
      if (madeUpFor) {
        takeThreadBack();
      }
    }

    void fail(Exception cause) {
      if (task instanceof GuardedTask<?> guarded) {
        guarded.fail(cause);
      } else if (task instanceof Future<?> future) {
        future.cancel(false);
      }
    }
  }
}

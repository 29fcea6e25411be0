package dev.plimsoll.queue;

import dev.plimsoll.retention.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An executor of a fixed number of threads on a {@link GuardedQueue}. Every future it hands out
 * completes: with the task's result, or exceptionally when the task is rejected, dropped, shed,
 * expired, overdue, cancelled or left at close.
 *
 * <p>A task that runs longer than the handler timeout fails its future with a {@link
 * TimeoutException} and is interrupted; the interrupt reaches that run and no other. A thread that
 * does not heed it within the same time again is counted, and replaced as long as the bound allows.
 *
 * <p>Departs from {@link java.util.concurrent.ExecutorService} in one thing: the futures of the
 * tasks that {@link #shutdownNow} answers are cancelled, so that nobody waits for them in vain.
 *
 * <p>Threads start as tasks arrive and are not daemons, so an executor must be shut down or closed.
 * Safe for many threads.
 */
public final class GuardedExecutor extends AbstractExecutorService implements AutoCloseable {

  private final String name;
  private final int threads;
  private final int maxReplacements;
  private final boolean callerRuns;
  private final long handlerTimeoutNanos;
  private final GuardedQueue<Runnable> queue;
  private final Consumer<Runnable> onCancel;
  private final @Nullable HandlerGuard guard;
  private final LongSupplier clock;
  private final ThreadFactory factory;
  private final Set<Worker> workers = ConcurrentHashMap.newKeySet();

  /** Workers that were started in the regular way, without replacements. */
  private final AtomicInteger started = new AtomicInteger();

  /** Living workers, plus one for the executor itself until it is shut down. */
  private final AtomicInteger alive = new AtomicInteger(1);

  private final AtomicBoolean shutDown = new AtomicBoolean();
  private final CountDownLatch terminated = new CountDownLatch(1);
  private final LongAdder callerRan = new LongAdder();
  private final LongAdder timedOut = new LongAdder();
  private final LongAdder replacements = new LongAdder();
  private @Nullable Heartbeat<GuardedExecutor> overseer;

  GuardedExecutor(
      GuardedExecutorBuilder options, GuardedQueue<Runnable> queue, LongSupplier clock) {
    name = options.name;
    threads = options.threads;
    maxReplacements = options.maxReplacements;
    callerRuns = options.callerRuns;
    handlerTimeoutNanos = options.handlerTimeoutNanos();
    factory = options.threadFactory();
    this.queue = queue;
    onCancel = queue::remove;
    guard = options.handlerGuard;
    this.clock = clock;
    queue.attachDeadLetters(this::giveUp);
  }

  /**
   * {@return the options of a new executor}
   *
   * @param name what alarms, reports and threads call it; not blank
   */
  public static GuardedExecutorBuilder named(String name) {
    return new GuardedExecutorBuilder(name);
  }

  /**
   * Has the task run by one of the threads.
   *
   * @throws TaskRejectedException when the queue refuses it; without a stack trace
   */
  @Override
  public void execute(Runnable task) {
    Objects.requireNonNull(task, "task");
    // Before the task is in, so that one that is in never lacks a thread.
    startWorkerIfMissing();
    Admission outcome = queue.admit(task);
    if (outcome == Admission.FULL && callerRuns) {
      callerRan.increment();
      run(task);
      return;
    }
    queue.settle(task, outcome);
    if (outcome.isRejected()) {
      throw rejected(outcome.reason());
    }
  }

  /** {@return one view of the executor and its queue} */
  public ExecutorSnapshot snapshot() {
    int active = 0;
    int deaf = 0;
    int present = 0;
    for (Worker worker : workers) {
      present++;
      active += worker.slot().isBusy() ? 1 : 0;
      deaf += worker.isDeaf() ? 1 : 0;
    }
    return new ExecutorSnapshot(
        queue.snapshot(),
        present,
        active,
        callerRan.sum(),
        timedOut.sum(),
        deaf,
        replacements.sum());
  }

  /**
   * Hears every alarm of the queue, in order, from now on.
   *
   * @param listener called on another thread
   * @return closes to unsubscribe
   */
  public Subscription onAlarm(Consumer<? super Alarm> listener) {
    return queue.onAlarm(listener);
  }

  /**
   * Gets every task that will never run, from now on.
   *
   * @param listener called on another thread
   * @return closes to unsubscribe
   */
  public Subscription onDeadLetter(DeadLetterListener<? super Runnable> listener) {
    return queue.onDeadLetter(listener);
  }

  @Override
  public void shutdown() {
    queue.shut();
    if (shutDown.compareAndSet(false, true)) {
      oneLess();
    }
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    boolean first = !queue.hasReport();
    List<Runnable> left = queue.close(Duration.ZERO).left();
    workers.forEach(Worker::stop);
    if (!first) {
      return List.of();
    }
    for (Runnable task : left) {
      if (task instanceof Future<?> future) {
        future.cancel(false);
      }
    }
    return left;
  }

  @Override
  public boolean isShutdown() {
    return queue.isClosed();
  }

  @Override
  public boolean isTerminated() {
    return terminated.getCount() == 0;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return terminated.await(timeout, unit);
  }

  /** Runs what waits and then ends, however long that takes; an interrupt ends it at once. */
  @Override
  public void close() {
    close(Duration.ofNanos(Long.MAX_VALUE));
  }

  /**
   * Refuses new tasks from now on, waits until the old ones have run, and tells the fate of every
   * task. When the time is over, or at an interrupt, which is kept, the futures of those that still
   * wait fail, and those that run are interrupted.
   *
   * @param patience the longest time to wait
   * @return what became of everything; {@code left} never ran
   */
  public DrainReport<Runnable> close(Duration patience) {
    long nanos = Times.nanos(Times.notNegative(patience, "patience"));
    shutdown();
    boolean ended = false;
    try {
      ended = terminated.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    DrainReport<Runnable> report = queue.close(Duration.ZERO);
    report.left().forEach(task -> giveUp(task, DeadLetterReason.REJECTED));
    if (!ended) {
      workers.forEach(Worker::stop);
    }
    return report;
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Callable<T> body) {
    return new GuardedTask<>(guard == null ? body : guard.around(body), onCancel);
  }

  @Override
  protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Runnable body, T value) {
    return newTaskFor(value == null ? new Errand<T>(body) : Executors.callable(body, value));
  }

  /** Starts what looks after overdue runs; {@code onEnd} runs once it is no longer needed. */
  void startOverseer(long beatNanos, @Nullable ScheduledExecutorService scheduler, Runnable onEnd) {
    Heartbeat<GuardedExecutor> heartbeat =
        new Heartbeat<>(this, beatNanos, GuardedExecutor::watchRuns, onEnd);
    overseer = heartbeat;
    heartbeat.start("plimsoll-overseer-" + name, scheduler);
  }

  private void watchRuns() {
    long now = clock.getAsLong();
    for (Worker worker : workers) {
      switch (worker.slot().watch(now, handlerTimeoutNanos, name)) {
        case FINE -> {}
        case TIMED_OUT -> timedOut.increment();
        case DEAF -> replaceDeaf(worker);
      }
    }
  }

  private void replaceDeaf(Worker worker) {
    worker.deaf();
    long replacedNow = workers.stream().filter(Worker::isReplaced).count();
    if (!worker.isReplaced() && replacedNow < maxReplacements) {
      worker.replaced();
      replacements.increment();
      startWorker();
    }
  }

  /** Runs a task, in the guard; what was submitted is in it already. */
  private void run(Runnable task) {
    if (guard == null || task instanceof GuardedTask) {
      task.run();
      return;
    }
    try {
      guard.around(Executors.callable(task)).call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CompletionException("a task of " + name + " failed in its guard", e);
    }
  }

  private void startWorkerIfMissing() {
    int present = started.get();
    while (present < threads && !queue.isClosed()) {
      if (started.compareAndSet(present, present + 1)) {
        startWorker();
        return;
      }
      present = started.get();
    }
  }

  private void startWorker() {
    Worker worker = new Worker(queue, clock, this::run, this::ended);
    alive.incrementAndGet();
    workers.add(worker);
    try {
      factory.newThread(worker).start();
    } catch (Throwable e) {
      started.decrementAndGet();
      ended(worker);
      throw e;
    }
  }

  private void ended(Worker worker) {
    workers.remove(worker);
    oneLess();
  }

  private void oneLess() {
    if (alive.decrementAndGet() == 0) {
      terminated.countDown();
      queue.close(Duration.ZERO);
      if (overseer != null) {
        overseer.close();
      }
    }
  }

  private void giveUp(Runnable task, DeadLetterReason reason) {
    if (task instanceof GuardedTask<?> guarded) {
      guarded.fail(failure(reason));
    } else if (task instanceof Future<?> future) {
      future.cancel(false);
    }
  }

  private Exception failure(DeadLetterReason reason) {
    return switch (reason) {
      case EXPIRED -> new TimeoutException("a task of " + name + " waited longer than it may");
      case DROPPED -> rejected(RejectionReason.DROPPED);
      case SHED -> rejected(RejectionReason.SHED);
      case REJECTED -> rejected(queue.isClosed() ? RejectionReason.CLOSED : RejectionReason.FULL);
    };
  }

  private TaskRejectedException rejected(RejectionReason reason) {
    return new TaskRejectedException(
        new Refusal.Facts(name, queue.seenSize(), queue.capacity(), reason));
  }
}

package dev.plimsoll.queue;

import dev.plimsoll.retention.CoarseClock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Options of a {@link GuardedExecutor}. Every wrong value is named where it is given. Not
 * thread-safe.
 */
public final class GuardedExecutorBuilder {

  final String name;
  int threads = Runtime.getRuntime().availableProcessors();
  int maxReplacements = threads;
  boolean callerRuns;
  @Nullable HandlerGuard handlerGuard;
  private final GuardedQueueBuilder<Runnable> queue;
  private @Nullable Duration handlerTimeout;
  private @Nullable ThreadFactory factory;
  private @Nullable LongSupplier ticker;
  private @Nullable ScheduledExecutorService scheduler;

  GuardedExecutorBuilder(String name) {
    queue = new GuardedQueueBuilder<>(name);
    this.name = name;
  }

  /**
   * Sets how many threads run tasks; one per processor unless told.
   *
   * @param count positive
   * @return this builder
   */
  public GuardedExecutorBuilder threads(int count) {
    if (count <= 0) {
      throw new IllegalArgumentException("threads must be positive: " + count);
    }
    threads = count;
    maxReplacements = count;
    return this;
  }

  /**
   * Bounds how many threads that are deaf to their interrupt are replaced at one time; as many as
   * {@link #threads} unless told, and to be told after it.
   *
   * @param count 0 or more
   * @return this builder
   */
  public GuardedExecutorBuilder maxReplacements(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("maxReplacements must not be negative: " + count);
    }
    maxReplacements = count;
    return this;
  }

  /**
   * Sets how many tasks can wait; 1024 unless told.
   *
   * @param tasks positive
   * @return this builder
   */
  public GuardedExecutorBuilder capacity(int tasks) {
    queue.capacity(tasks);
    return this;
  }

  /**
   * Limits how long a task may run. An overdue one fails its future and is interrupted.
   *
   * @param limit positive
   * @return this builder
   */
  public GuardedExecutorBuilder handlerTimeout(Duration limit) {
    handlerTimeout = Times.positive(limit, "handlerTimeout");
    return this;
  }

  /**
   * Limits how long a task may wait. One that waited longer is never run, and fails its future.
   *
   * @param limit positive
   * @return this builder
   */
  public GuardedExecutorBuilder timeToLive(Duration limit) {
    queue.timeToLive(limit);
    return this;
  }

  /**
   * Sets what happens to a task when the queue is full; {@link RejectionPolicy#reject()} unless
   * told.
   *
   * @param policy any but {@link RejectionPolicy#spillTo}: a task's future cannot be put in a file
   * @return this builder
   */
  public GuardedExecutorBuilder rejection(RejectionPolicy<Runnable> policy) {
    if (policy instanceof RejectionPolicy.SpillTo) {
      throw new IllegalArgumentException("tasks cannot be spilled to a file: " + policy);
    }
    queue.rejection(policy);
    return this;
  }

  /**
   * Has the submitting thread run what a full queue refuses, rather than throw. Such tasks are not
   * offered to the queue, and counted apart.
   *
   * @return this builder
   */
  public GuardedExecutorBuilder callerRuns() {
    callerRuns = true;
    return this;
  }

  /**
   * Puts a guard around everything that runs: a circuit breaker, say.
   *
   * @param guard called for every task
   * @return this builder
   */
  public GuardedExecutorBuilder handlerGuard(HandlerGuard guard) {
    handlerGuard = Objects.requireNonNull(guard, "guard");
    return this;
  }

  /**
   * Sets further options of the queue: marks, alarms, shedding, retention, listeners.
   *
   * @param options sets them
   * @return this builder
   */
  public GuardedExecutorBuilder queue(Consumer<? super GuardedQueueBuilder<Runnable>> options) {
    options.accept(queue);
    return this;
  }

  /**
   * Makes the threads in another way.
   *
   * @param threadFactory the factory
   * @return this builder
   */
  public GuardedExecutorBuilder threadFactory(ThreadFactory threadFactory) {
    factory = Objects.requireNonNull(threadFactory, "threadFactory");
    return this;
  }

  /**
   * Measures time by a clock that is asked for every task.
   *
   * @param nanos monotonic, in nanoseconds
   * @return this builder
   */
  public GuardedExecutorBuilder ticker(LongSupplier nanos) {
    ticker = nanos;
    queue.ticker(nanos);
    return this;
  }

  /**
   * Lets a scheduler look after overdue and expired tasks rather than daemon threads.
   *
   * @param executor not shut down by this one
   * @return this builder
   */
  public GuardedExecutorBuilder scheduler(ScheduledExecutorService executor) {
    scheduler = executor;
    queue.scheduler(executor);
    return this;
  }

  /**
   * {@return the executor}
   *
   * @throws IllegalArgumentException when two options contradict each other
   */
  public GuardedExecutor build() {
    Duration limit = handlerTimeout;
    if (limit == null) {
      return new GuardedExecutor(this, queue.build(), () -> 0);
    }
    CoarseClock coarse = ticker == null ? CoarseClock.open() : null;
    LongSupplier clock = coarse == null ? Objects.requireNonNull(ticker) : coarse;
    GuardedExecutor executor = new GuardedExecutor(this, queue.build(), clock);
    executor.startOverseer(
        Heartbeat.period(Times.nanos(limit)), scheduler, coarse == null ? () -> {} : coarse::close);
    return executor;
  }

  long handlerTimeoutNanos() {
    return handlerTimeout == null ? Long.MAX_VALUE : Times.nanos(handlerTimeout);
  }

  ThreadFactory threadFactory() {
    if (factory != null) {
      return factory;
    }
    AtomicInteger number = new AtomicInteger();
    return task -> new Thread(task, name + '-' + number.incrementAndGet());
  }
}

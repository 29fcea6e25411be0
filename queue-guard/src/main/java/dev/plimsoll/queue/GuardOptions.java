package dev.plimsoll.queue;

import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The options that everything guarded has: which clock, and which thread looks after it. Not
 * thread-safe.
 *
 * @param <B> the options' own type
 */
public abstract sealed class GuardOptions<B extends GuardOptions<B>>
    permits AlarmOptions, GuardedPoolBuilder {

  @Nullable LongSupplier ticker;
  @Nullable ScheduledExecutorService scheduler;

  GuardOptions() {}

  abstract B self();

  /**
   * Measures time by a clock that is asked for every element, task or sample.
   *
   * @param nanos monotonic, in nanoseconds
   * @return these options
   */
  public B ticker(LongSupplier nanos) {
    ticker = Objects.requireNonNull(nanos, "nanos");
    return self();
  }

  /**
   * Lets a scheduler do what has to be done from time to time, rather than a daemon thread.
   *
   * @param executor not shut down by what is guarded
   * @return these options
   */
  public B scheduler(ScheduledExecutorService executor) {
    scheduler = Objects.requireNonNull(executor, "executor");
    return self();
  }
}

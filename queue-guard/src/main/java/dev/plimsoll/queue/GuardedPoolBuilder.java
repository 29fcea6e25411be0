package dev.plimsoll.queue;

import dev.plimsoll.retention.CoarseClock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Options of a {@link GuardedPool}. Not thread-safe. */
public final class GuardedPoolBuilder extends GuardOptions<GuardedPoolBuilder> {

  final String name;
  final ThreadPoolExecutor pool;
  int maxReplacements;
  @Nullable Duration timeToLive;
  @Nullable Duration handlerTimeout;

  GuardedPoolBuilder(String name, ThreadPoolExecutor pool) {
    this.name = Objects.requireNonNull(name, "name");
    this.pool = Objects.requireNonNull(pool, "pool");
    maxReplacements = pool.getMaximumPoolSize();
    RejectedExecutionHandler handler = pool.getRejectedExecutionHandler();
    if (handler instanceof ThreadPoolExecutor.DiscardPolicy
        || handler instanceof ThreadPoolExecutor.DiscardOldestPolicy) {
      throw new IllegalArgumentException(
          handler.getClass().getSimpleName()
              + " of pool "
              + name
              + " leaves futures unfinished; give it an AbortPolicy or a CallerRunsPolicy");
    }
  }

  @Override
  GuardedPoolBuilder self() {
    return this;
  }

  /**
   * Limits how long a task may wait. One that waited longer is never run, and fails its future.
   *
   * @param limit positive
   * @return this builder
   */
  public GuardedPoolBuilder timeToLive(Duration limit) {
    timeToLive = Times.positive(limit, "timeToLive");
    return this;
  }

  /**
   * Limits how long a task may run. An overdue one fails its future and is interrupted.
   *
   * @param limit positive
   * @return this builder
   */
  public GuardedPoolBuilder handlerTimeout(Duration limit) {
    handlerTimeout = Times.positive(limit, "handlerTimeout");
    return this;
  }

  /**
   * Bounds how many threads are added at one time for deaf ones; the pool's maximum unless told.
   *
   * @param count 0 or more
   * @return this builder
   */
  public GuardedPoolBuilder maxReplacements(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("maxReplacements must not be negative: " + count);
    }
    maxReplacements = count;
    return this;
  }

  /** {@return the guarded pool} */
  public GuardedPool build() {
    if (ticker != null) {
      return started(ticker, () -> {});
    }
    CoarseClock coarse = CoarseClock.open();
    return started(coarse, coarse::close);
  }

  private GuardedPool started(LongSupplier clock, Runnable onEnd) {
    GuardedPool guarded = new GuardedPool(this, clock);
    guarded.startOverseer(this, onEnd);
    return guarded;
  }
}

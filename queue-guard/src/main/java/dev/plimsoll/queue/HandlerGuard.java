package dev.plimsoll.queue;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Goes around everything that an executor runs: a circuit breaker, a rate limiter, retries.
 * Implementations must be safe for many threads.
 */
public interface HandlerGuard {

  /**
   * {@return the same handler, guarded; what it throws becomes the failure of the task}
   *
   * @param handler what is to run
   * @param <T> the type of its result
   */
  <T extends @Nullable Object> Callable<T> around(Callable<T> handler);
}

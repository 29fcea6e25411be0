package dev.plimsoll.queue;

import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The options of everything that raises alarms: which ones, and who runs their listeners. Not
 * thread-safe.
 *
 * @param <B> the options' own type
 */
public abstract sealed class AlarmOptions<B extends AlarmOptions<B>> extends GuardOptions<B>
    permits GuardedQueueBuilder, MonitorOptions {

  int capacity;
  AlarmPolicy alarms = AlarmPolicy.defaults();
  @Nullable Executor listenerExecutor;

  AlarmOptions(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Sets how many elements the queue can hold; unless told, 1024 for a guarded queue, and for a
   * watched one whatever it says itself.
   *
   * @param elements positive
   * @return these options
   */
  public B capacity(int elements) {
    if (elements <= 0) {
      throw new IllegalArgumentException("the capacity must be positive: " + elements);
    }
    capacity = elements;
    return self();
  }

  /**
   * Sets how the watermarks' alarms behave, and which further alarms there are.
   *
   * @param policy the policy
   * @return these options
   */
  public B alarms(AlarmPolicy policy) {
    alarms = Objects.requireNonNull(policy, "policy");
    return self();
  }

  /**
   * Runs listeners on an executor rather than on daemon threads that come and go as needed. One
   * that runs them on the calling thread runs them on producers' and consumers' threads, never
   * under a lock.
   *
   * @param executor not shut down by the queue
   * @return these options
   */
  public B listenerExecutor(Executor executor) {
    listenerExecutor = Objects.requireNonNull(executor, "executor");
    return self();
  }
}

package dev.plimsoll.queue;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Options of a {@link QueueMonitor}. Not thread-safe. */
public final class MonitorOptions {

  private static final Watermarks DEFAULT_MARKS = Watermarks.ofFraction(0.8, 0.5);

  private int capacity;
  private @Nullable Watermarks marks;
  AlarmPolicy alarms = AlarmPolicy.defaults();
  Duration every = Duration.ofSeconds(1);
  LongSupplier clock = System::nanoTime;
  @Nullable ScheduledExecutorService scheduler;
  @Nullable Executor listenerExecutor;

  MonitorOptions(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Says how much the queue can hold, where it cannot be asked.
   *
   * @param elements positive
   * @return these options
   */
  public MonitorOptions capacity(int elements) {
    if (elements <= 0) {
      throw new IllegalArgumentException("the capacity must be positive: " + elements);
    }
    capacity = elements;
    return this;
  }

  /**
   * Sets the marks on the depth; fractions 0.8 and 0.5 unless told.
   *
   * @param onDepth counts, or fractions where a capacity is known
   * @return these options
   */
  public MonitorOptions watermarks(Watermarks onDepth) {
    marks = Objects.requireNonNull(onDepth, "onDepth");
    return this;
  }

  /**
   * Sets how alarms behave, and which further ones there are. A monitor cannot see ages and
   * refusals.
   *
   * @param policy the policy
   * @return these options
   */
  public MonitorOptions alarms(AlarmPolicy policy) {
    if (policy.rejections() || policy.longestSojourn().isPresent()) {
      throw new IllegalArgumentException(
          "a monitor sees neither ages nor refusals, use a GuardedQueue for these: " + policy);
    }
    alarms = policy;
    return this;
  }

  /**
   * Sets how often the depth is asked for; once a second unless told.
   *
   * @param interval positive
   * @return these options
   */
  public MonitorOptions every(Duration interval) {
    every = Times.positive(interval, "every");
    return this;
  }

  /**
   * Measures time by another clock.
   *
   * @param nanos monotonic, in nanoseconds
   * @return these options
   */
  public MonitorOptions ticker(LongSupplier nanos) {
    clock = Objects.requireNonNull(nanos, "nanos");
    return this;
  }

  /**
   * Samples on a scheduler rather than on a daemon thread.
   *
   * @param executor not shut down by the monitor
   * @return these options
   */
  public MonitorOptions scheduler(ScheduledExecutorService executor) {
    scheduler = Objects.requireNonNull(executor, "executor");
    return this;
  }

  /**
   * Runs listeners on an executor rather than on daemon threads that come and go as needed.
   *
   * @param executor not shut down by the monitor
   * @return these options
   */
  public MonitorOptions listenerExecutor(Executor executor) {
    listenerExecutor = Objects.requireNonNull(executor, "executor");
    return this;
  }

  int capacity() {
    return capacity;
  }

  Marks marks(String name) {
    boolean unbounded = capacity == Integer.MAX_VALUE;
    if (unbounded && !(marks instanceof Watermarks.ByCount)) {
      throw new IllegalArgumentException(
          "nobody knows what " + name + " can hold: give a capacity, or Watermarks.ofCount");
    }
    return Marks.onDepth(marks == null ? DEFAULT_MARKS : marks, capacity);
  }
}

package dev.plimsoll.queue;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Options of a {@link QueueMonitor}. Not thread-safe. */
public final class MonitorOptions extends AlarmOptions<MonitorOptions> {

  private static final Watermarks DEFAULT_MARKS = Watermarks.ofFraction(0.8, 0.5);

  private @Nullable Watermarks marks;
  Duration every = Duration.ofSeconds(1);

  MonitorOptions(int capacity) {
    super(capacity);
  }

  @Override
  MonitorOptions self() {
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
  @Override
  public MonitorOptions alarms(AlarmPolicy policy) {
    if (policy.rejections() || policy.longestSojourn().isPresent()) {
      throw new IllegalArgumentException(
          "a monitor sees neither ages nor refusals, use a GuardedQueue for these: " + policy);
    }
    return super.alarms(policy);
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

  LongSupplier clock() {
    return ticker == null ? System::nanoTime : ticker;
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

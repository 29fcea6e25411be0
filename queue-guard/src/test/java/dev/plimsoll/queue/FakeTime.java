package dev.plimsoll.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A clock and a scheduler in one: time passes when a test says so, and what is due runs then. */
final class FakeTime extends AbstractExecutorService
    implements LongSupplier, ScheduledExecutorService {

  private final List<Task> tasks = new ArrayList<>();
  private long now = 1_000;

  @Override
  public synchronized long getAsLong() {
    return now;
  }

  /** Moves the clock in small steps, running on this thread whatever is due at each. */
  void advance(Duration time) {
    long end = getAsLong() + time.toNanos();
    for (Task task = nextDue(end); task != null; task = nextDue(end)) {
      moveTo(task.dueAt);
      task.runAndReschedule();
    }
    moveTo(end);
  }

  private synchronized Task nextDue(long end) {
    tasks.removeIf(FutureTask::isDone);
    return tasks.stream()
        .filter(task -> task.dueAt <= end)
        .min(Comparator.comparingLong(task -> task.dueAt))
        .orElse(null);
  }

  private synchronized void moveTo(long time) {
    now = time;
  }

  /** How many tasks wait for their time. */
  synchronized int scheduled() {
    tasks.removeIf(FutureTask::isDone);
    return tasks.size();
  }

  @Override
  public synchronized ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    Task task = new Task(command, now + unit.toNanos(initialDelay), unit.toNanos(delay));
    tasks.add(task);
    return task;
  }

  private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {
    private final long period;
    private long dueAt;

    Task(Runnable command, long dueAt, long period) {
      super(command, null);
      this.dueAt = dueAt;
      this.period = period;
    }

    void runAndReschedule() {
      runAndReset();
      dueAt += period;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(dueAt - FakeTime.this.getAsLong(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException("one timer per element is what nobody may ask for");
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException("one timer per element is what nobody may ask for");
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    throw new UnsupportedOperationException("a late beat must not be made up for");
  }

  @Override
  public void execute(Runnable command) {
    command.run();
  }

  @Override
  public void shutdown() {
    throw new UnsupportedOperationException("a scheduler that was given is not shut down");
  }

  @Override
  public List<Runnable> shutdownNow() {
    throw new UnsupportedOperationException("a scheduler that was given is not shut down");
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return false;
  }
}

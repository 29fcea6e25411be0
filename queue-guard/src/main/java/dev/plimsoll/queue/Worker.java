package dev.plimsoll.queue;

import static java.lang.System.Logger.Level.WARNING;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One thread of an executor: takes tasks and runs them until the queue is closed and empty. */
final class Worker implements Runnable {

  private static final System.Logger LOGGER = System.getLogger(Worker.class.getName());

  private final GuardedQueue<Runnable> queue;
  private final LongSupplier clock;
  private final Consumer<Runnable> runner;
  private final Consumer<Worker> onEnd;
  private final RunSlot slot = new RunSlot();
  private volatile @Nullable Thread thread;

  /** Set once another worker has taken this one's place. */
  private volatile boolean replaced;

  /** Set while a run does not heed its interrupt. */
  private volatile boolean deaf;

  /** Set when the executor wants every run interrupted. */
  private volatile boolean stopped;

  Worker(
      GuardedQueue<Runnable> queue,
      LongSupplier clock,
      Consumer<Runnable> runner,
      Consumer<Worker> onEnd) {
    this.queue = queue;
    this.clock = clock;
    this.runner = runner;
    this.onEnd = onEnd;
  }

  RunSlot slot() {
    return slot;
  }

  boolean isDeaf() {
    return deaf && slot.isBusy();
  }

  void deaf() {
    deaf = true;
  }

  boolean isReplaced() {
    return replaced;
  }

  void replaced() {
    replaced = true;
  }

  void stop() {
    stopped = true;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try {
      Runnable task = next();
      while (task != null) {
        runOne(task);
        task = replaced ? null : next();
      }
    } finally {
      onEnd.accept(this);
    }
  }

  /** Waits for a task; an interrupt that no stop has sent belongs to nobody, and is dropped. */
  private @Nullable Runnable next() {
    while (true) {
      try {
        return queue.takeUntilClosed();
      } catch (InterruptedException leftOver) {
        if (stopped) {
          return queue.poll();
        }
      }
    }
  }

  private void runOne(Runnable task) {
    if (!stopped) {
      Thread.interrupted();
    }
    slot.begin(task, clock.getAsLong());
    try {
      runner.accept(task);
    } catch (Throwable e) {
      LOGGER.log(WARNING, "a task of " + queue.name() + " failed", e);
    } finally {
      slot.end();
      if (deaf) {
        deaf = false;
      }
    }
  }
}

package dev.plimsoll.queue;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Names and makes the threads of one queue or executor. */
final class DaemonThreads implements ThreadFactory {

  private final String prefix;
  private final AtomicInteger number = new AtomicInteger();

  DaemonThreads(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, prefix + '-' + number.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /**
   * An executor that has no thread until it has a task, and one for each listener that is busy: one
   * that blocks must not hold up the others.
   */
  static Executor forListeners(String name) {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        1,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        new DaemonThreads("plimsoll-listener-" + name));
  }
}

package dev.plimsoll.queue;

import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One listener and the news that wait for it. The listener runs on the executor, one news at a
 * time; a listener that blocks fills its own mailbox and no other.
 */
final class Mailbox<T> implements Runnable {

  private static final System.Logger LOGGER = System.getLogger(Mailbox.class.getName());

  private final Consumer<? super T> listener;
  private final Executor executor;
  private final int capacity;
  private final Runnable onLost;

  /** Held for moments, and never while foreign code runs. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Queue<T> waiting = new ArrayDeque<>();
  private boolean running;
  private volatile boolean failed;
  private boolean closed;

  Mailbox(Consumer<? super T> listener, Executor executor, int capacity, Runnable onLost) {
    this.listener = listener;
    this.executor = executor;
    this.capacity = capacity;
    this.onLost = onLost;
  }

  /** Leaves a news; runs no foreign code, so that it may be called under a lock. */
  void post(T news) {
    boolean lost;
    lock.lock();
    try {
      lost = !closed && waiting.size() >= capacity;
      if (!closed && !lost) {
        waiting.add(news);
      }
    } finally {
      lock.unlock();
    }
    if (lost) {
      onLost.run();
    }
  }

  /** Has the listener called for what waits; must be called with no lock held. */
  void deliver() {
    if (!startRunning()) {
      return;
    }
    try {
      executor.execute(this);
    } catch (RejectedExecutionException e) {
      forgetAll();
    }
  }

  @Override
  public void run() {
    for (T news = next(); news != null; news = next()) {
      try {
        listener.accept(news);
      } catch (Throwable e) {
        onLost.run();
        logFirst(news, e);
      }
    }
  }

  /** One that always fails must not fill the log; the rest is counted. */
  private void logFirst(T news, Throwable failure) {
    if (!failed) {
      failed = true;
      LOGGER.log(WARNING, "a listener failed on " + news + ", and may fail on more", failure);
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
    } finally {
      lock.unlock();
    }
  }

  private boolean startRunning() {
    lock.lock();
    try {
      if (running || waiting.isEmpty()) {
        return false;
      }
      running = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable T next() {
    lock.lock();
    try {
      T news = waiting.poll();
      running = news != null;
      return news;
    } finally {
      lock.unlock();
    }
  }

  private void forgetAll() {
    while (next() != null) {
      onLost.run();
    }
  }
}

package dev.plimsoll.queue;

import java.util.concurrent.RejectedExecutionException;

/** An executor refused a task, or let it go unrun. Carries no stack trace, for the same reason. */
public final class TaskRejectedException extends RejectedExecutionException {

  private static final long serialVersionUID = 1L;

  private final String executor;
  private final int depth;
  private final int capacity;
  private final RejectionReason reason;

  TaskRejectedException(String executor, int depth, int capacity, RejectionReason reason) {
    this.executor = executor;
    this.depth = depth;
    this.capacity = capacity;
    this.reason = reason;
  }

  /** {@return the executor's name} */
  public String executor() {
    return executor;
  }

  /** {@return how many tasks waited} */
  public int depth() {
    return depth;
  }

  /** {@return how many tasks can wait} */
  public int capacity() {
    return capacity;
  }

  /** {@return why} */
  public RejectionReason reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    return reason.describe(executor, depth, capacity);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}

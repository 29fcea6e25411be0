package dev.plimsoll.queue;

import java.util.concurrent.RejectedExecutionException;

/** An executor refused a task, or let it go unrun. Carries no stack trace, for the same reason. */
public final class TaskRejectedException extends RejectedExecutionException implements Refusal {

  private static final long serialVersionUID = 2L;

  private final Facts facts;

  TaskRejectedException(Facts facts) {
    this.facts = facts;
  }

  /** {@return the executor's name} */
  public String executor() {
    return facts.name();
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public String getMessage() {
    return facts.text();
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}

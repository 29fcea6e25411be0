package dev.plimsoll.queue;

/**
 * A queue refused an element. Carries no stack trace: a producer under overload gets one for every
 * element, and a trace costs a hundred times what the refusal does.
 */
public final class QueueRejectedException extends IllegalStateException implements Refusal {

  private static final long serialVersionUID = 2L;

  private final Facts facts;

  QueueRejectedException(Facts facts) {
    this.facts = facts;
  }

  /** {@return the queue's name} */
  public String queue() {
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

package dev.plimsoll.queue;

/**
 * A queue refused an element. Carries no stack trace: a producer under overload gets one for every
 * element, and a trace costs a hundred times what the refusal does.
 */
public final class QueueRejectedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  private final String queue;
  private final int depth;
  private final int capacity;
  private final RejectionReason reason;

  QueueRejectedException(String queue, int depth, int capacity, RejectionReason reason) {
    this.queue = queue;
    this.depth = depth;
    this.capacity = capacity;
    this.reason = reason;
  }

  /** {@return the queue's name} */
  public String queue() {
    return queue;
  }

  /** {@return how many elements waited when it refused} */
  public int depth() {
    return depth;
  }

  /** {@return how many elements it can hold} */
  public int capacity() {
    return capacity;
  }

  /** {@return why it refused} */
  public RejectionReason reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    return reason.describe(queue, depth, capacity);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}

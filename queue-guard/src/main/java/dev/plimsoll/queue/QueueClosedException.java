package dev.plimsoll.queue;

/** The queue was closed while the caller waited, or before. */
public final class QueueClosedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  QueueClosedException(String queue) {
    super("queue " + queue + " is closed");
  }
}

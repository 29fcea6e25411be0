package dev.plimsoll.queue;

/** What an exception tells of a queue or an executor that refused. */
public sealed interface Refusal permits QueueRejectedException, TaskRejectedException {

  /**
   * What is told.
   *
   * @param name the name of the queue or executor
   * @param depth how many elements or tasks waited when it refused
   * @param capacity how many can wait
   * @param reason why it refused
   */
  record Facts(String name, int depth, int capacity, RejectionReason reason)
      implements java.io.Serializable {
    String text() {
      return reason.describe(name, depth, capacity);
    }
  }

  /** {@return all that is told} */
  Facts facts();

  /** {@return how many elements or tasks waited when it refused} */
  default int depth() {
    return facts().depth();
  }

  /** {@return how many elements or tasks can wait} */
  default int capacity() {
    return facts().capacity();
  }

  /** {@return why it refused} */
  default RejectionReason reason() {
    return facts().reason();
  }
}

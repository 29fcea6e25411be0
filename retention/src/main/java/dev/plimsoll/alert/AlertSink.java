package dev.plimsoll.alert;

/**
 * Where alerts go. The sinks of this package never block the thread that sends, never throw, and
 * are safe for many threads; whoever writes another one should keep to that, or wrap it by {@link
 * AlertSinks#of}, which keeps what it throws away from the sender.
 */
@FunctionalInterface
public interface AlertSink {

  /**
   * Takes an alert.
   *
   * @param alert what happened
   */
  void send(Alert alert);
}

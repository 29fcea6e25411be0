package dev.plimsoll.alert;

import dev.plimsoll.retention.internal.FailureLog;

/** Keeps what a sink throws away from whoever sends. */
final class GuardedAlertSink implements AlertSink {

  private final AlertSink delegate;
  private final FailureLog failures;

  GuardedAlertSink(AlertSink delegate) {
    this.delegate = delegate;
    this.failures =
        new FailureLog(LogAlertSink.LOGGER, "the alert sink " + delegate.getClass().getName());
  }

  @Override
  public void send(Alert alert) {
    try {
      delegate.send(alert);
    } catch (RuntimeException | LinkageError | AssertionError e) {
      failures.failed(e);
    }
  }
}

package dev.plimsoll.retention;

import dev.plimsoll.retention.internal.FailureLog;

/** Keeps what a listener throws away from the container that called it. */
final class GuardedRetention implements RetentionListener {

  private final RetentionListener delegate;
  private final FailureLog failures;

  GuardedRetention(RetentionListener delegate) {
    this(
        delegate,
        new FailureLog(
            RetentionLog.LOGGER, "the retention listener " + delegate.getClass().getName()));
  }

  GuardedRetention(RetentionListener delegate, FailureLog failures) {
    this.delegate = delegate;
    this.failures = failures;
  }

  @Override
  public void retained(Owner owner, long id, long bytes) {
    try {
      delegate.retained(owner, id, bytes);
    } catch (RuntimeException | LinkageError | AssertionError e) {
      failures.failed(e);
    }
  }

  @Override
  public void released(Owner owner, long id, long bytes, ReleaseCause cause) {
    try {
      delegate.released(owner, id, bytes, cause);
    } catch (RuntimeException | LinkageError | AssertionError e) {
      failures.failed(e);
    }
  }

  @Override
  public void allocated(Owner owner, long bytes) {
    try {
      delegate.allocated(owner, bytes);
    } catch (RuntimeException | LinkageError | AssertionError e) {
      failures.failed(e);
    }
  }
}

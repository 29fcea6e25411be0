package dev.plimsoll.queue;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A future that can be failed from outside, and that leaves its queue when it is cancelled. */
final class GuardedTask<V extends @Nullable Object> extends FutureTask<V> {

  private final Consumer<Runnable> onCancel;

  /**
   * Not volatile, for that costs every run a fence: one who cancels and does not see it yet looks
   * for the task in the queue in vain.
   */
  private boolean begun;

  GuardedTask(Callable<V> body, Consumer<Runnable> onCancel) {
    super(body);
    this.onCancel = onCancel;
  }

  /** Completes the future with a failure, unless it is complete. */
  void fail(Throwable cause) {
    setException(cause);
  }

  @Override
  public void run() {
    begun = true;
    super.run();
  }

  @Override
  protected void done() {
    if (isCancelled() && !begun) {
      onCancel.accept(this);
    }
  }
}

package dev.plimsoll.external.memcached;

import dev.plimsoll.external.internal.Deadline;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import net.spy.memcached.ops.DeleteOperation;
import net.spy.memcached.ops.GetOperation;
import net.spy.memcached.ops.GetsOperation;
import net.spy.memcached.ops.OperationCallback;
import net.spy.memcached.ops.OperationStatus;
import net.spy.memcached.ops.StoreOperation;
import org.jspecify.annotations.Nullable;

/**
 * What one operation answers. Made by the thread that waits for it, and completed by spymemcached's
 * thread, which wakes the other one directly: its futures take the operation's lock, which that
 * thread still holds then.
 */
abstract class SpyAnswer implements OperationCallback {

  private final Thread asker = Thread.currentThread();
  private @Nullable OperationStatus status;

  /** Publishes the status and what a subclass holds. */
  private volatile boolean complete;

  @Override
  public void receivedStatus(OperationStatus received) {
    if (!complete) {
      status = received;
    }
  }

  @Override
  public void complete() {
    complete = true;
    LockSupport.unpark(asker);
  }

  boolean isComplete() {
    return complete;
  }

  /** {@return the status, or null when none came by the deadline or before an interrupt} */
  @Nullable OperationStatus await(Deadline deadline) {
    while (!complete) {
      long left = deadline.remainingNanos();
      if (left <= 0 || asker.isInterrupted()) {
        return null;
      }
      LockSupport.parkNanos(this, left);
    }
    return status;
  }

  /** Items by name; spymemcached asks for them in an order of its own. */
  static final class Values extends SpyAnswer implements GetOperation.Callback {
    private final Map<String, byte[]> values = new HashMap<>();

    byte @Nullable [] value(String name) {
      return values.get(name);
    }

    @Override
    public void gotData(String name, int flags, byte[] bytes) {
      values.put(name, bytes);
    }
  }

  /** One item with its number. */
  static final class One extends SpyAnswer implements GetsOperation.Callback {
    private MemcachedTransport.@Nullable Item item;

    MemcachedTransport.@Nullable Item item() {
      return item;
    }

    @Override
    public void gotData(String name, int flags, long cas, byte[] bytes) {
      item = new MemcachedTransport.Item(bytes, cas);
    }
  }

  /** Whether a write was done. */
  static final class Done extends SpyAnswer
      implements StoreOperation.Callback, DeleteOperation.Callback {

    @Override
    public void gotData(String name, long cas) {}

    @Override
    public void gotData(long cas) {}
  }
}

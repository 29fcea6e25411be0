package dev.plimsoll.external.memcached;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import net.spy.memcached.DefaultConnectionFactory;
import net.spy.memcached.FailureMode;
import net.spy.memcached.ops.Operation;

/**
 * spymemcached in a configuration that cannot leak or stall: bounded queues (as it comes they take
 * whatever a hung server does not answer), failing at once when a server is down, a daemon thread.
 */
final class SpyFactory extends DefaultConnectionFactory {

  /** An operation may be two commands, and one given up stays until the thread comes to it. */
  private static final int QUEUED_PER_OPERATION = 4;

  /**
   * Only a queue of unanswered operations that is never full keeps answers and questions in step,
   * so there is room for all that can come before a timeout ends the connection.
   */
  private static final int UNANSWERED_PER_OPERATION = 8;

  private static final int UNANSWERED_BESIDES = 40;

  private final int maxInFlight;
  private final Duration deadline;

  SpyFactory(int maxInFlight, Duration deadline) {
    this.maxInFlight = maxInFlight;
    this.deadline = deadline;
  }

  @Override
  public BlockingQueue<Operation> createOperationQueue() {
    return new ArrayBlockingQueue<>(QUEUED_PER_OPERATION * maxInFlight);
  }

  @Override
  public BlockingQueue<Operation> createWriteOperationQueue() {
    return createOperationQueue();
  }

  @Override
  public BlockingQueue<Operation> createReadOperationQueue() {
    return new ArrayBlockingQueue<>(UNANSWERED_PER_OPERATION * maxInFlight + UNANSWERED_BESIDES);
  }

  @Override
  public long getOpQueueMaxBlockTime() {
    return 0;
  }

  @Override
  public long getOperationTimeout() {
    return deadline.toMillis();
  }

  /** In whole seconds, which is too long: {@link SpyConnection} makes the pauses. */
  @Override
  public long getMaxReconnectDelay() {
    return 0;
  }

  @Override
  public FailureMode getFailureMode() {
    return FailureMode.Cancel;
  }

  /** There is nothing to join: each read asks for all its items at once. */
  @Override
  public boolean shouldOptimize() {
    return false;
  }

  @Override
  public boolean isDaemon() {
    return true;
  }
}

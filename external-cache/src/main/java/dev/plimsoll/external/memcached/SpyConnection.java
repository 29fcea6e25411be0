package dev.plimsoll.external.memcached;

import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.UnavailableException.Reason;
import dev.plimsoll.external.internal.Deadline;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.spy.memcached.ConnectionFactory;
import net.spy.memcached.MemcachedConnection;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.ops.Operation;

/**
 * spymemcached's connection to one server, and the thread that serves it.
 *
 * <p>It tries to connect anew every 50 ms: spymemcached itself counts whole seconds, so a server
 * that is back would not be used within one. It also does so as soon as an answer is long overdue,
 * since all later ones come behind it, or instead of it: spymemcached itself waits for many
 * timeouts in a row. The super constructor starts the thread: what is set after it may only be read
 * once {@link #overdue} was.
 */
final class SpyConnection extends MemcachedConnection {

  private static final Logger LOGGER = System.getLogger(SpyConnection.class.getName());
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  /** spymemcached counts from one, and from none once it has been connected. */
  private static final int FIRST_ATTEMPT = 1;

  /** Whether an operation timed out since the thread last looked how long the server is silent. */
  private volatile boolean overdue;

  /** Whether the thread is looking. */
  private volatile boolean looking;

  /** An answer that is out so long is not one that was asked for in the last moment. */
  private final long longNanos;

  SpyConnection(ConnectionFactory factory, Address address) throws IOException {
    super(
        factory.getReadBufSize(),
        factory,
        List.of(new InetSocketAddress(address.host(), address.port())),
        factory.getInitialObservers(),
        factory.getFailureMode(),
        factory.getOperationFactory());
    longNanos = TimeUnit.MILLISECONDS.toNanos(factory.getOperationTimeout()) / 2;
  }

  private MemcachedNode node() {
    return locator.getAll().iterator().next();
  }

  /**
   * Puts an operation into the queue.
   *
   * @throws UnavailableException when there is no connection, or no room
   */
  void submit(Operation operation, Deadline deadline) {
    MemcachedNode node = node();
    awaitFirstAttempt(node, deadline);
    if (!node.isActive()) {
      throw new UnavailableException(
          Reason.CONNECTION, "no connection to " + node.getSocketAddress());
    }
    try {
      checkState();
      addOperation(node, operation);
    } catch (IllegalStateException e) {
      // spymemcached looks into its full queue only when something is added to it.
      addedQueue.offer(node);
      selector.wakeup();
      throw new UnavailableException(
          Reason.NODE_LIMIT,
          node.getSocketAddress() + " has as many operations queued as it may have",
          e);
    }
  }

  /**
   * A call that comes while a connection is being made, or while it is decided whether to make one,
   * has a chance; after that it fails fast.
   */
  private void awaitFirstAttempt(MemcachedNode node, Deadline deadline) {
    while ((overdue || looking || isFirstAttempt(node))
        && !deadline.isOver()
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static boolean isFirstAttempt(MemcachedNode node) {
    return node.getReconnectCount() == FIRST_ATTEMPT && !node.isActive();
  }

  /** Nothing must end the one thread there is; after a failure only a new connection is sound. */
  @Override
  public void handleIO() throws IOException {
    try {
      super.handleIO();
      connectAnewIfStuck();
    } catch (RuntimeException | AssertionError e) {
      if (!shutDown) {
        LOGGER.log(Level.WARNING, "spymemcached failed; it connects anew", e);
        queueReconnect(node());
      }
    }
  }

  /** Has the thread look whether the server has been silent for long. */
  void timedOut(Operation operation) {
    operation.timeOut();
    overdue = true;
    selector.wakeup();
  }

  private void connectAnewIfStuck() {
    if (!overdue) {
      return;
    }
    looking = true;
    overdue = false;
    try {
      MemcachedNode node = node();
      if (node.isActive() && isStuckAt(node)) {
        LOGGER.log(Level.DEBUG, "{0} is silent; spymemcached connects anew", node);
        queueReconnect(node);
      }
    } finally {
      looking = false;
    }
  }

  /** By the operation whose turn it is: the one before all others that are not answered. */
  private boolean isStuckAt(MemcachedNode node) {
    if (!node.hasReadOp()) {
      return node.hasWriteOp()
          && node.getCurrentWriteOp().isTimedOut()
          && TimeUnit.MILLISECONDS.toNanos(node.lastReadDelta()) >= longNanos;
    }
    Operation next = node.getCurrentReadOp();
    return next.isTimedOut() && System.nanoTime() - next.getWriteCompleteTimestamp() >= longNanos;
  }

  /**
   * Cancels whatever was to be written, too: what spymemcached would send again it does not expect
   * an answer to, and takes that for the next operation's.
   */
  @Override
  protected void queueReconnect(MemcachedNode node) {
    while (node.hasWriteOp()) {
      node.removeCurrentWriteOp().cancel();
    }
    super.queueReconnect(node);
    if (node.getReconnectCount() > FIRST_ATTEMPT && Thread.currentThread() == this) {
      // There is no other node that this thread could serve meanwhile.
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}

package dev.plimsoll.external.internal;

import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.UnavailableException.Reason;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Connections to one node. Nobody ever waits here: the operations under way are bounded before they
 * come, so there is a place for each, and a connection is either idle or made now, by the deadline.
 *
 * @param <C> the type of the connections
 */
public final class ConnectionPool<C extends ConnectionPool.Pooled> implements AutoCloseable {

  /** A connection that belongs to a pool. */
  public interface Pooled {
    /** Says when the call that uses it from now on must end. */
    void arm(Deadline deadline);

    /** {@return whether the call ended in time, so that the connection can serve another} */
    boolean disarm();

    /** Closes it without a word to the server. */
    void cut();
  }

  /**
   * Makes connections.
   *
   * @param <C> the type of the connections
   */
  @FunctionalInterface
  public interface Connector<C> {
    /** Connects by the deadline. */
    C connect(Deadline deadline) throws IOException;
  }

  private final String node;
  private final Connector<C> connector;
  private final ConcurrentLinkedDeque<C> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /**
   * Creates an empty pool.
   *
   * @param node host and port, for messages
   * @param connector makes the connections
   */
  public ConnectionPool(String node, Connector<C> connector) {
    this.node = node;
    this.connector = connector;
  }

  /**
   * {@return an idle connection, the one used last, or a new one}
   *
   * @param deadline the call's
   */
  public C borrow(Deadline deadline) {
    C waiting = idle.pollFirst();
    if (waiting == null) {
      return fresh(deadline);
    }
    waiting.arm(deadline);
    return waiting;
  }

  /**
   * {@return a new connection}
   *
   * @param deadline the call's
   */
  public C fresh(Deadline deadline) {
    try {
      C made = connector.connect(deadline);
      made.arm(deadline);
      return made;
    } catch (IOException | RuntimeException e) {
      throw failure(e, deadline);
    }
  }

  /**
   * Takes a sound connection back.
   *
   * @param connection the connection
   */
  public void giveBack(C connection) {
    if (!connection.disarm()) {
      connection.cut();
      return;
    }
    idle.addFirst(connection);
    if (closed) {
      cutIdle();
    }
  }

  /**
   * Takes a broken connection back. What broke it most likely broke the idle ones as well.
   *
   * @param connection the connection
   */
  public void discard(C connection) {
    connection.cut();
    cutIdle();
  }

  /** Closes the idle connections. */
  public void cutIdle() {
    for (C next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
      next.cut();
    }
  }

  /**
   * {@return what to tell of a failure on this node}
   *
   * @param cause what was thrown
   * @param deadline the call's
   */
  public UnavailableException failure(Throwable cause, Deadline deadline) {
    return deadline.isOver()
        ? new UnavailableException(Reason.DEADLINE, node + " did not answer by the deadline", cause)
        : new UnavailableException(Reason.CONNECTION, "no connection to " + node, cause);
  }

  @Override
  public void close() {
    closed = true;
    cutIdle();
  }
}

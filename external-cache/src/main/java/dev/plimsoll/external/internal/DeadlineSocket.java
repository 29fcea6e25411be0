package dev.plimsoll.external.internal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A socket on which everything that one call connects, reads and writes ends by that call's
 * deadline: {@link SocketWatch} closes it when the call is still under way then.
 *
 * <p>A read timeout does not do that: it starts anew with each read, so a server that sends one
 * byte at a time holds its client for as long as it likes; a write has none; and a read with a
 * timeout costs two system calls more than one without.
 */
public final class DeadlineSocket extends Socket {

  private static final Logger LOGGER = System.getLogger(DeadlineSocket.class.getName());
  private static final long IDLE = Long.MAX_VALUE;
  private static final long CUT = Long.MIN_VALUE;

  private final AtomicLong end = new AtomicLong(IDLE);

  /**
   * Says when the call that uses the socket from now on must end.
   *
   * @param deadline the deadline
   */
  public void arm(Deadline deadline) {
    long before = end.get();
    if (before != CUT) {
      // Fails only when the socket is cut in this instant, and then must stay so.
      boolean unused = end.compareAndSet(before, deadline.endNanos());
    }
  }

  /** {@return whether the call ended in time, so that the socket can serve another} */
  public boolean disarm() {
    return end.getAndSet(IDLE) != CUT;
  }

  /** {@return whether there is something to read, or the socket has failed} */
  public boolean hasArrived() {
    try {
      return getInputStream().available() > 0;
    } catch (IOException e) {
      return true;
    }
  }

  void cutIfOver(long now) {
    long until = end.get();
    boolean over = until != IDLE && until != CUT && now - until >= 0;
    if (over && end.compareAndSet(until, CUT)) {
      cut();
    }
  }

  /** Closes without a word; whoever reads or writes gets an exception. */
  public void cut() {
    try {
      close();
    } catch (IOException e) {
      LOGGER.log(Level.DEBUG, "closing a socket failed", e);
    }
  }
}

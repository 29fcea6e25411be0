package dev.plimsoll.external.internal;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * A socket on which everything that one call reads and writes ends by that call's deadline.
 *
 * <p>A read timeout alone does not do that: it starts anew with each read, so a server that sends
 * one byte at a time holds its client for as long as it likes. Here each read gets what is left. A
 * write has no timeout in the JDK; {@link WriteWatch} closes a socket whose write stands still.
 */
public final class DeadlineSocket extends Socket {

  /** Replies that have arrived already may still be read this long after the end. */
  private static final long AFTERWARDS_NANOS = 5_000_000;

  private volatile Deadline deadline = Deadline.in(0);
  private volatile boolean writing;

  /**
   * Says when the call that uses the socket from now on must end.
   *
   * @param next the deadline
   */
  public void arm(Deadline next) {
    deadline = next;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new Reads(super.getInputStream());
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new Writes(super.getOutputStream());
  }

  /** {@return whether a write stands still past its deadline} */
  boolean isStalled() {
    return writing && deadline.isOver();
  }

  private final class Reads extends FilterInputStream {
    Reads(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      limit();
      return in.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      limit();
      return in.read(buffer, offset, length);
    }

    private void limit() throws IOException {
      Deadline end = deadline;
      if (end.remainingNanos() < -AFTERWARDS_NANOS) {
        throw new SocketTimeoutException("the deadline passed before the answer was complete");
      }
      setSoTimeout(end.remainingMillis());
    }
  }

  private final class Writes extends FilterOutputStream {
    Writes(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      writing = true;
      try {
        out.write(buffer, offset, length);
      } finally {
        writing = false;
      }
    }
  }
}

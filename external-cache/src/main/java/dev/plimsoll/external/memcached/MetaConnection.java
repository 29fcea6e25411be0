package dev.plimsoll.external.memcached;

import dev.plimsoll.external.internal.ConnectionPool;
import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.DeadlineSocket;
import dev.plimsoll.external.internal.SocketWatch;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One connection that speaks Memcached's meta protocol. Used by one thread at a time. */
final class MetaConnection implements ConnectionPool.Pooled {

  private static final int INITIAL_BYTES = 2048;
  private static final int LONGEST_LINE = 2048;
  private static final int KEPT_BYTES = 64 * 1024;

  private final DeadlineSocket socket;
  private final InputStream in;
  private final OutputStream out;

  private byte[] request = new byte[INITIAL_BYTES];
  private int requested;

  private final byte[] reply = new byte[8 * INITIAL_BYTES];
  private int next;
  private int calls;
  private int end;

  private MetaConnection(DeadlineSocket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  static MetaConnection connect(Address address, SocketWatch watch, Deadline deadline)
      throws IOException {
    DeadlineSocket socket = new DeadlineSocket();
    try {
      socket.setTcpNoDelay(true);
      socket.arm(deadline);
      watch.add(socket);
      socket.connect(
          new InetSocketAddress(address.host(), address.port()), deadline.remainingMillis());
      return new MetaConnection(socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public void arm(Deadline deadline) {
    calls++;
    socket.arm(deadline);
  }

  /** Gives a call under way another end. */
  void rearm(Deadline deadline) {
    socket.arm(deadline);
  }

  /** {@return whether it served before, so that the server may have closed it meanwhile} */
  boolean servedBefore() {
    return calls > 1;
  }

  boolean hasArrived() {
    return socket.hasArrived();
  }

  @Override
  public boolean disarm() {
    return socket.disarm();
  }

  @Override
  public void cut() {
    socket.cut();
  }

  /** Appends plain text to the request. */
  MetaConnection text(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      request[requested++] = (byte) text.charAt(i);
    }
    return this;
  }

  /** Appends a data block and its line end. */
  MetaConnection block(byte[] bytes) {
    reserve(bytes.length + 2);
    System.arraycopy(bytes, 0, request, requested, bytes.length);
    requested += bytes.length;
    request[requested++] = '\r';
    request[requested++] = '\n';
    return this;
  }

  void send() throws IOException {
    out.write(request, 0, requested);
    requested = 0;
    if (request.length > KEPT_BYTES) {
      request = new byte[INITIAL_BYTES];
    }
  }

  private void reserve(int more) {
    if (request.length - requested < more) {
      request = Arrays.copyOf(request, Math.max(2 * request.length, requested + more));
    }
  }

  /** Reads a line, without its end. */
  String readLine() throws IOException {
    int from = next;
    int at = next;
    while (true) {
      if (at == end) {
        at -= from;
        fill(from);
        from = 0;
      }
      if (reply[at++] == '\n') {
        break;
      }
      if (at - from > LONGEST_LINE) {
        throw new IOException("a line of over " + LONGEST_LINE + " bytes is no meta reply");
      }
    }
    next = at;
    return new String(reply, from, at - from - 2, StandardCharsets.ISO_8859_1);
  }

  /** Reads a data block and its line end. */
  byte[] readBlock(int length) throws IOException {
    byte[] block = new byte[length];
    int done = Math.min(length, end - next);
    System.arraycopy(reply, next, block, 0, done);
    next += done;
    while (done < length) {
      int n = in.read(block, done, length - done);
      if (n < 0) {
        throw new EOFException("the server closed the connection within a value");
      }
      done += n;
    }
    if (!readLine().isEmpty()) {
      throw new IOException("a value did not end where the server said");
    }
    return block;
  }

  /** Moves what is left from {@code from} on to the front, and reads more behind it. */
  private void fill(int from) throws IOException {
    int left = end - from;
    System.arraycopy(reply, from, reply, 0, left);
    next = 0;
    end = left;
    int n = in.read(reply, end, reply.length - end);
    if (n < 0) {
      throw new EOFException("the server closed the connection");
    }
    end += n;
  }
}

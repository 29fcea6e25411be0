package dev.plimsoll.external.memcached;

import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.UnavailableException.Reason;
import dev.plimsoll.external.internal.ConnectionPool;
import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.SocketWatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pooled connections that speak the meta protocol (mg, ms, md): one system call to ask and one to
 * hear for each operation, on the caller's own thread.
 */
final class MetaTransport implements MemcachedTransport {

  /** Two nodes that hang must not take their times one after the other. */
  private static final long LATER_NANOS = 14_000_000;

  private final Address address;
  private final ConnectionPool<MetaConnection> pool;

  MetaTransport(Address address, SocketWatch watch) {
    this.address = address;
    this.pool =
        new ConnectionPool<>(
            address.toString(), deadline -> MetaConnection.connect(address, watch, deadline));
  }

  /** Writes the request. */
  private interface Request {
    void write(MetaConnection connection);
  }

  /** Reads the whole reply. */
  private interface Reply<R> {
    R read(MetaConnection connection) throws IOException;
  }

  @Override
  public Pending ask(List<String> names, Deadline deadline) {
    Talk talk = new Talk(connection -> writeGets(connection, names), true, deadline);
    return new Pending() {
      @Override
      public boolean hasArrived() {
        return talk.connection.hasArrived();
      }

      @Override
      public List<byte @Nullable []> await() {
        return talk.hear(connection -> readValues(connection, names.size()));
      }
    };
  }

  @Override
  public @Nullable Item gets(String name, Deadline deadline) {
    return call(
            connection -> connection.text("mg ").text(name).text(" v c\r\n"),
            connection -> Optional.ofNullable(readItem(connection)),
            deadline)
        .orElse(null);
  }

  @Override
  public byte @Nullable [] setAndGet(
      String name, byte[] value, int exptime, String other, Deadline deadline) {
    return call(
            connection -> {
              writeGets(connection, List.of(other));
              writeSet(connection, name, value, exptime, "");
            },
            connection -> {
              Optional<Item> seen = Optional.ofNullable(readItem(connection));
              expect(status(connection), "HD");
              return seen;
            },
            deadline)
        .map(Item::value)
        .orElse(null);
  }

  @Override
  public void set(String name, byte[] value, int exptime, Deadline deadline) {
    Boolean unused =
        call(
            connection -> writeSet(connection, name, value, exptime, ""),
            connection -> expect(status(connection), "HD"),
            deadline);
  }

  @Override
  public boolean add(String name, byte[] value, int exptime, Deadline deadline) {
    return callOnce(
        connection -> writeSet(connection, name, value, exptime, " ME"),
        connection -> isDone(status(connection), "NS"),
        deadline);
  }

  @Override
  public boolean replace(String name, byte[] value, int exptime, long cas, Deadline deadline) {
    return callOnce(
        connection -> writeSet(connection, name, value, exptime, " C" + Long.toUnsignedString(cas)),
        connection -> {
          String status = status(connection);
          return !status.equals("NF") && isDone(status, "EX");
        },
        deadline);
  }

  @Override
  public boolean delete(String name, Deadline deadline) {
    return call(
        connection -> connection.text("md ").text(name).text("\r\n"),
        connection -> isDone(status(connection), "NF"),
        deadline);
  }

  @Override
  public void close() {
    pool.close();
  }

  private <R> R call(Request request, Reply<R> reply, Deadline deadline) {
    return new Talk(request, true, deadline).hear(reply);
  }

  private boolean callOnce(Request request, Reply<Boolean> reply, Deadline deadline) {
    return new Talk(request, false, deadline).hear(reply);
  }

  private static void writeGets(MetaConnection connection, List<String> names) {
    for (String name : names) {
      connection.text("mg ").text(name).text(" v\r\n");
    }
  }

  private static void writeSet(
      MetaConnection connection, String name, byte[] value, int exptime, String flags) {
    connection.text("ms ").text(name).text(" ").text(Integer.toString(value.length));
    connection.text(" T").text(Integer.toString(exptime)).text(flags).text("\r\n").block(value);
  }

  private List<byte @Nullable []> readValues(MetaConnection connection, int count)
      throws IOException {
    List<byte @Nullable []> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(readValue(connection));
    }
    return values;
  }

  private byte @Nullable [] readValue(MetaConnection connection) throws IOException {
    Item item = readItem(connection, status(connection));
    return item == null ? null : item.value();
  }

  private @Nullable Item readItem(MetaConnection connection) throws IOException {
    return readItem(connection, status(connection));
  }

  /** Reads {@code VA <size> [c<cas>]} and the block after it. */
  private static @Nullable Item readItem(MetaConnection connection, String status)
      throws IOException {
    if (status.equals("EN")) {
      return null;
    }
    if (!status.startsWith("VA ")) {
      throw new IOException("not the reply of mg: " + status);
    }
    int flags = status.indexOf(' ', 3);
    int size = Integer.parseInt(status, 3, flags < 0 ? status.length() : flags, 10);
    int cas = status.indexOf(" c");
    long number = cas < 0 ? 0 : Long.parseUnsignedLong(status.substring(cas + 2).strip());
    return new Item(connection.readBlock(size), number);
  }

  private static boolean isDone(String status, String otherwise) throws IOException {
    return !status.equals(otherwise) && expect(status, "HD");
  }

  private static boolean expect(String status, String expected) throws IOException {
    if (!status.equals(expected)) {
      throw new IOException("expected " + expected + ", the server answered: " + status);
    }
    return true;
  }

  /**
   * {@return the reply's first line}
   *
   * @throws UnavailableException when the server refuses
   */
  private String status(MetaConnection connection) throws IOException {
    String line = connection.readLine();
    if (line.startsWith("SERVER_ERROR") || line.startsWith("CLIENT_ERROR")) {
      throw new UnavailableException(Reason.REFUSED, address + " refused: " + line);
    }
    return line.strip();
  }

  /** One request and its reply; used by one thread. */
  private final class Talk {
    private final Request request;
    private final boolean repeatable;
    private final Deadline deadline;
    private MetaConnection connection;

    Talk(Request request, boolean repeatable, Deadline deadline) {
      this.request = request;
      this.repeatable = repeatable;
      this.deadline = deadline;
      this.connection = pool.borrow(deadline);
      connection.rearm(deadline.plus(LATER_NANOS));
      try {
        send();
      } catch (IOException e) {
        again(e);
      }
    }

    /** Reads by the deadline; what has arrived by then is still read when its turn comes later. */
    <R> R hear(Reply<R> reply) {
      if (!deadline.isOver()) {
        connection.rearm(deadline);
      }
      try {
        return read(reply);
      } catch (IOException e) {
        again(e);
      }
      try {
        return read(reply);
      } catch (IOException e) {
        throw broken(e);
      }
    }

    private <R> R read(Reply<R> reply) throws IOException {
      try {
        R answer = reply.read(connection);
        pool.giveBack(connection);
        return answer;
      } catch (RuntimeException | Error e) {
        // A refusal may come in the middle of several replies: the rest is not worth finding.
        pool.discard(connection);
        throw e;
      }
    }

    private void send() throws IOException {
      request.write(connection);
      connection.send();
    }

    /**
     * The server may have closed a connection while it was idle: that is no failure of its own. A
     * conditional write is not sent again: it might have been done, and would then find itself.
     */
    private void again(IOException failure) {
      if (!repeatable || !connection.servedBefore() || deadline.isOver()) {
        throw broken(failure);
      }
      pool.discard(connection);
      connection = pool.fresh(deadline);
      try {
        send();
      } catch (IOException e) {
        throw broken(e);
      }
    }

    private UnavailableException broken(IOException failure) {
      pool.discard(connection);
      return pool.failure(failure, deadline);
    }
  }
}

package dev.plimsoll.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a client and a server and spoils the way back: delays it, hands it on one byte at
 * a time, or swallows it. Safe for use by many threads.
 */
public final class FaultProxy implements AutoCloseable {

  /** What happens to bytes on their way from the server to the client. */
  public enum Fault {
    /** They pass. */
    NONE,
    /** Each piece waits for the pause first. */
    DELAY,
    /** Each byte goes alone, with the pause before it. */
    DRIBBLE,
    /** Nothing goes through in either direction, and nobody is told. */
    PARTITION
  }

  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile Fault fault = Fault.NONE;
  private volatile long pauseMillis;
  private byte[] told = {};
  private byte[] toldInstead = {};

  private FaultProxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  /**
   * {@return a proxy in front of the server on a loopback port}
   *
   * @param port the server's port
   */
  public static FaultProxy to(int port) {
    try {
      return new FaultProxy(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return {@code 127.0.0.1:port} of the proxy} */
  public String address() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /**
   * Replaces a text in what the server answers, for clients that ask for a version which they do
   * not need. To be called before anybody connects.
   *
   * @param text what the server says, in one piece
   * @param instead what the client hears; as long
   * @return this proxy
   */
  public FaultProxy replacing(String text, String instead) {
    told = text.getBytes(StandardCharsets.US_ASCII);
    toldInstead = instead.getBytes(StandardCharsets.US_ASCII);
    if (told.length != toldInstead.length) {
      throw new IllegalArgumentException(text + " and " + instead + " must be of one length");
    }
    return this;
  }

  private void replace(byte[] buffer, int length) {
    for (int i = 0; told.length > 0 && i + told.length <= length; i++) {
      if (Arrays.equals(buffer, i, i + told.length, told, 0, told.length)) {
        System.arraycopy(toldInstead, 0, buffer, i, told.length);
      }
    }
  }

  /**
   * Sets what happens from now on.
   *
   * @param next the fault
   * @param pause for delays and dribble, in milliseconds
   */
  public void set(Fault next, long pause) {
    pauseMillis = pause;
    fault = next;
  }

  @Override
  public void close() {
    closeQuietly(listener);
    sockets.forEach(FaultProxy::closeQuietly);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(server);
        daemon(() -> pump(client, server, false));
        daemon(() -> pump(server, client, true));
      } catch (IOException e) {
        // The listener was closed, or the server is away: the client sees its connection end.
        ServerProcess.pause(5);
      }
    }
  }

  private void pump(Socket from, Socket to, boolean wayBack) {
    byte[] buffer = new byte[16_384];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (wayBack) {
          replace(buffer, n);
        }
        pass(buffer, n, out, wayBack);
      }
    } catch (IOException e) {
      // One side went away; leaving the block tells the other.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private void pass(byte[] buffer, int length, OutputStream out, boolean wayBack)
      throws IOException {
    Fault now = fault;
    if (now == Fault.PARTITION) {
      return;
    }
    if (!wayBack || now == Fault.NONE) {
      out.write(buffer, 0, length);
    } else if (now == Fault.DELAY) {
      ServerProcess.pause(pauseMillis);
      out.write(buffer, 0, length);
    } else {
      for (int i = 0; i < length; i++) {
        ServerProcess.pause(pauseMillis);
        out.write(buffer, i, 1);
      }
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "plimsoll-fault-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is going away either way.
    }
  }
}

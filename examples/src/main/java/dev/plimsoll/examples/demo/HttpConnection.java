package dev.plimsoll.examples.demo;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * One connection to the demo's server, kept open from question to question: as much of HTTP/1.1 as
 * that server speaks. The JDK's client would take more of a small machine than both servers do. Not
 * safe for use by many threads.
 */
final class HttpConnection implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String LENGTH = "content-length:";

  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;

  HttpConnection(URI server) throws IOException {
    int patience = Math.toIntExact(PATIENCE.toMillis());
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(patience);
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), patience);
      in = new BufferedInputStream(socket.getInputStream());
      out = socket.getOutputStream();
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * {@return what the server answers}
   *
   * @param path what is asked for, such as {@code /user/1}
   * @throws IOException if there is no answer in time, or no HTTP in it
   */
  Answer get(String path) throws IOException {
    String question = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    out.write(question.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    String status = line();
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(header.substring(LENGTH.length()).strip());
      }
    }
    return new Answer(statusOf(status), new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private static int statusOf(String line) throws IOException {
    try {
      return Integer.parseInt(line.split(" ", 3)[1]);
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IOException("no HTTP status: " + line, e);
    }
  }
}

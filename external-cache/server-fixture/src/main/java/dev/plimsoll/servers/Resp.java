package dev.plimsoll.servers;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** As much of Redis' wire protocol as setting up a server needs; arrays are joined by spaces. */
public final class Resp implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  private Resp(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * {@return a connection to the server on a loopback port}
   *
   * @param port the port
   */
  public static Resp connect(int port) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      return new Resp(socket);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot connect to port " + port, e);
    }
  }

  /**
   * Sends one command on a connection of its own.
   *
   * @param port the server's loopback port
   * @param words the command
   * @return the reply
   */
  public static String once(int port, String... words) {
    try (Resp connection = connect(port)) {
      return connection.call(words);
    }
  }

  /**
   * Sends one command and reads its reply.
   *
   * @param words the command
   * @return the reply; "" for nil
   * @throws IllegalStateException when the server answers with an error
   */
  public String call(String... words) {
    try {
      socket.getOutputStream().write(encode(words));
      return read();
    } catch (IOException e) {
      throw new UncheckedIOException(List.of(words) + " failed", e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] encode(String... words) {
    StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      int length = word.getBytes(StandardCharsets.UTF_8).length;
      text.append('$').append(length).append("\r\n").append(word).append("\r\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String read() throws IOException {
    String line = readLine();
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+', ':' -> rest;
      case '-' -> throw new IllegalStateException("the server answered: " + rest);
      case '$' -> readBulk(Integer.parseInt(rest));
      case '*' -> readArray(Integer.parseInt(rest));
      default -> throw new IOException("unexpected reply: " + line);
    };
  }

  private String readBulk(int length) throws IOException {
    if (length < 0) {
      return "";
    }
    byte[] bytes = in.readNBytes(length + 2);
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private String readArray(int length) throws IOException {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      parts.add(read());
    }
    return String.join(" ", parts);
  }

  private String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    while (b != '\r') {
      if (b < 0) {
        throw new EOFException("the server closed the connection");
      }
      line.write(b);
      b = in.read();
    }
    if (in.read() != '\n') {
      throw new IOException("a line did not end with CR LF");
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}

package dev.plimsoll.external.redis;

import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.DeadlineSocket;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection in RESP3, or in RESP2 with a subscription, that can wait for a message without
 * breaking when none comes, which Jedis' cannot. Used by one thread.
 */
final class RespChannel implements AutoCloseable {

  /** A message that is a push, not a reply; in RESP2 the invalidations of a subscription. */
  record Push(List<Object> parts) {}

  /** The channel that carries invalidations in RESP2. */
  static final String INVALIDATIONS = "__redis__:invalidate";

  private static final int LONGEST_LINE = 64 * 1024;

  /** A wait that ends by itself must not be cut. */
  private static final long SLACK_NANOS = 200_000_000;

  private final DeadlineSocket below;
  private final InputStream in;
  private final OutputStream out;

  RespChannel(DeadlineSocket below, Socket secured) throws IOException {
    this.below = below;
    this.in = new BufferedInputStream(secured.getInputStream());
    this.out = secured.getOutputStream();
  }

  /** Sends one command. */
  void send(Deadline deadline, String... words) throws IOException {
    below.arm(deadline);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ascii("*" + words.length + "\r\n"));
    for (String word : words) {
      byte[] encoded = word.getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(ascii("$" + encoded.length + "\r\n"));
      bytes.writeBytes(encoded);
      bytes.writeBytes(ascii("\r\n"));
    }
    out.write(bytes.toByteArray());
    out.flush();
  }

  /** {@return whether a message begins before the deadline} */
  boolean awaits(Deadline deadline) throws IOException {
    below.arm(deadline.plus(SLACK_NANOS));
    below.setSoTimeout(deadline.remainingMillis());
    in.mark(1);
    try {
      if (in.read() < 0) {
        throw new EOFException("the server closed the channel");
      }
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      below.setSoTimeout(0);
    }
    in.reset();
    return true;
  }

  /** Sends one command and reads its reply. */
  @Nullable Object ask(Deadline deadline, String... words) throws IOException {
    send(deadline, words);
    return read(deadline);
  }

  /** Sends one command that the server has but to accept. */
  void order(Deadline deadline, String... words) throws IOException {
    Object unused = ask(deadline, words);
  }

  /** Reads one message by the deadline. */
  @Nullable Object read(Deadline deadline) throws IOException {
    below.arm(deadline);
    Object message = read();
    if (message instanceof List<?> parts && isInvalidation(parts)) {
      return new Push(List.of("invalidate", parts.get(2)));
    }
    return message;
  }

  /** Told in RESP2: a message of the channel. */
  private static boolean isInvalidation(List<?> parts) {
    return parts.size() == 3
        && "message".equals(parts.get(0))
        && INVALIDATIONS.equals(parts.get(1));
  }

  private @Nullable Object read() throws IOException {
    String line = readLine();
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+', ',', '(', '#' -> rest;
      case ':' -> Long.valueOf(rest);
      case '-' -> throw new IOException("the server answered: " + rest);
      case '_' -> null;
      case '$', '=' -> readBulk(Integer.parseInt(rest));
      case '*', '~' -> readList(Integer.parseInt(rest));
      case '%' -> readList(2 * Integer.parseInt(rest));
      case '>' -> new Push(readList(Integer.parseInt(rest)));
      default -> throw new IOException("no RESP3 message: " + line);
    };
  }

  private @Nullable String readBulk(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    byte[] bytes = in.readNBytes(length + 2);
    if (bytes.length < length + 2) {
      throw new EOFException("the server closed the channel within a message");
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private List<Object> readList(int length) throws IOException {
    List<Object> parts = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      Object part = read();
      parts.add(part == null ? "" : part);
    }
    return parts;
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    int b = in.read();
    while (b != '\r') {
      if (b < 0) {
        throw new EOFException("the server closed the channel");
      }
      if (line.length() > LONGEST_LINE) {
        throw new IOException("a line of over " + LONGEST_LINE + " bytes is no RESP3");
      }
      line.append((char) b);
      b = in.read();
    }
    if (in.read() != '\n' || line.isEmpty()) {
      throw new IOException("a line did not end with CR LF");
    }
    return line.toString();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    below.cut();
  }
}

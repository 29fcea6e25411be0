package dev.plimsoll.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Starts Memcached servers. */
public final class MemcachedServers {

  /** Property that names a running server, for example {@code 127.0.0.1:11211}. */
  public static final String ADDRESS_PROPERTY = "plimsoll.memcached.address";

  /** Environment variable for the same. */
  public static final String ADDRESS_VARIABLE = "PLIMSOLL_MEMCACHED_ADDRESS";

  private MemcachedServers() {}

  /**
   * Starts a server on a free port.
   *
   * @param arguments further command-line arguments, for example {@code "-m", "64"}
   * @return the running server
   */
  public static ServerProcess start(String... arguments) {
    int port = ServerProcess.freePort();
    List<String> all =
        new ArrayList<>(List.of("-p", "" + port, "-l", "127.0.0.1", "-U", "0", "-t", "2"));
    if ("root".equals(System.getProperty("user.name"))) {
      all.addAll(List.of("-u", "root"));
    }
    all.addAll(List.of(arguments));
    return ServerProcess.start(ServerProgram.memcached(), port, all);
  }

  /**
   * {@return the address of the server that the property or the environment names, else of one that
   * is started now and ends with the JVM}
   */
  public static String address() {
    String named =
        System.getProperty(ADDRESS_PROPERTY, System.getenv().getOrDefault(ADDRESS_VARIABLE, ""));
    return named.isEmpty() ? Shared.SERVER.address() : named;
  }

  /**
   * Removes every item from a server.
   *
   * @param server the server
   */
  public static void flush(ServerProcess server) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write("flush_all\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(4);
      if (!new String(answer, StandardCharsets.US_ASCII).equals("OK\r\n")) {
        throw new IllegalStateException("the server did not flush: " + server.address());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Shared {
    static final ServerProcess SERVER = start();
  }
}

package dev.plimsoll.servers;

import java.util.ArrayList;
import java.util.List;

/** Starts single Redis servers with nothing on disk. */
public final class RedisServers {

  /** Property that names a running server, for example {@code redis://127.0.0.1:6379}. */
  public static final String URL_PROPERTY = "plimsoll.redis.url";

  /** Environment variable for the same. */
  public static final String URL_VARIABLE = "PLIMSOLL_REDIS_URL";

  private RedisServers() {}

  /**
   * Starts a server on a free port.
   *
   * @param arguments further command-line arguments, for example {@code "--maxmemory", "4mb"}
   * @return the running server
   */
  public static ServerProcess start(String... arguments) {
    return startOn(ServerProcess.freePort(), arguments);
  }

  /**
   * Starts a server that speaks TLS alone, on a free port.
   *
   * @param certificate what it shows
   * @return the running server
   */
  public static ServerProcess startWithTls(TestCertificate certificate) {
    int port = ServerProcess.freePort();
    List<String> arguments =
        List.of(
            "--port",
            "0",
            "--tls-port",
            "" + port,
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--tls-cert-file",
            certificate.certificate().toString(),
            "--tls-key-file",
            certificate.key().toString(),
            "--tls-auth-clients",
            "no");
    return ServerProcess.start(ServerProgram.redis(), port, arguments);
  }

  static ServerProcess startOn(int port, String... arguments) {
    List<String> all = new ArrayList<>(ofPort(port));
    all.addAll(List.of(arguments));
    return ServerProcess.start(ServerProgram.redis(), port, all);
  }

  /**
   * {@return the URL of the server that the property or the environment names, else of one that is
   * started now and ends with the JVM}
   */
  public static String url() {
    String named = System.getProperty(URL_PROPERTY, System.getenv().getOrDefault(URL_VARIABLE, ""));
    return named.isEmpty() ? "redis://" + Shared.SERVER.address() : named;
  }

  private static List<String> ofPort(int port) {
    return List.of("--port", "" + port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no");
  }

  private static final class Shared {
    static final ServerProcess SERVER = start();
  }
}

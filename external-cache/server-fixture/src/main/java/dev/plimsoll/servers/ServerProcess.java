package dev.plimsoll.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One server process on a loopback port. It can be killed, frozen, thawed and started again on the
 * same port; a shutdown hook ends it with the JVM. Not safe for use by several threads.
 */
public final class ServerProcess implements AutoCloseable {

  private static final int ATTEMPTS = 400;
  private static final long PAUSE_MILLIS = 50;
  private static final int LAST_LINES = 20;

  private final ServerProgram program;
  private final List<String> arguments;
  private final int port;
  private final Path log;
  private final Thread endWithJvm = new Thread(() -> kill(), "plimsoll-server-end");
  private final ServerRun run;

  private ServerProcess(ServerProgram program, int port, List<String> arguments) {
    this.program = program;
    this.port = port;
    this.arguments = List.copyOf(arguments);
    try {
      Path logs = Files.createDirectories(DebianPackages.buildFolder().resolve("servers/logs"));
      this.log = logs.resolve(program.name() + "-" + port + ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.run = program.launch().to(log);
    Runtime.getRuntime().addShutdownHook(endWithJvm);
  }

  static ServerProcess start(ServerProgram program, int port, List<String> arguments) {
    ServerProcess server = new ServerProcess(program, port, arguments);
    server.start();
    return server;
  }

  /** {@return the loopback port it listens on} */
  public int port() {
    return port;
  }

  /** {@return {@code 127.0.0.1:port}} */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Starts it, or starts it again after {@link #kill()}, and waits until it accepts. */
  public void start() {
    try {
      run.start(arguments);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + program, e);
    }
    awaitAccepting();
  }

  /** Ends it at once, without a farewell. */
  public void kill() {
    run.destroy();
  }

  /** Freezes it: the system still accepts connections for it, but nothing is answered. */
  public void freeze() {
    run.freeze();
  }

  /** Lets a frozen server go on. */
  public void thaw() {
    run.thaw();
  }

  /** {@return where its log is, and how it ends: for the message of a failure} */
  String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      int begin = Math.max(0, lines.size() - LAST_LINES);
      return log + ":\n" + String.join("\n", lines.subList(begin, lines.size())) + "\n";
    } catch (IOException e) {
      return log + " cannot be read: " + e + "\n";
    }
  }

  @Override
  public void close() {
    run.destroy();
    Runtime.getRuntime().removeShutdownHook(endWithJvm);
  }

  private void awaitAccepting() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (accepts(port)) {
        return;
      }
      if (!run.isAlive()) {
        throw new IllegalStateException(
            program.name() + " ended while it started on port " + port + "; see " + log);
      }
      pause(PAUSE_MILLIS);
    }
    run.destroy();
    throw new IllegalStateException(
        program.name() + " does not accept on port " + port + "; see " + log);
  }

  static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * {@return a port that is free now and low enough that Redis Cluster's bus, 10,000 above it, has
   * one too}
   */
  static int freePort() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      if (isFree(port) && isFree(port + 10_000)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port between 20000 and 30000 on loopback");
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a server started", e);
    }
  }
}

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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One server process on a loopback port. It can be killed, frozen, thawed and started again on the
 * same port; a shutdown hook ends it with the JVM. Not safe for use by several threads.
 */
public final class ServerProcess implements AutoCloseable {

  private static final int ATTEMPTS = 400;
  private static final long PAUSE_MILLIS = 50;

  private final ServerProgram program;
  private final List<String> arguments;
  private final int port;
  private final Path log;
  private final Thread endWithJvm = new Thread(this::destroy, "plimsoll-server-end");
  private @Nullable Process process;

  private ServerProcess(ServerProgram program, int port, List<String> arguments) {
    this.program = program;
    this.port = port;
    this.arguments = List.copyOf(arguments);
    try {
      Path logs = Files.createDirectories(DebianPackages.buildFolder().resolve("servers/logs"));
      this.log = logs.resolve(program.executable().getFileName() + "-" + port + ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    ProcessBuilder builder =
        new ProcessBuilder()
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.command().add(program.executable().toString());
    builder.command().addAll(arguments);
    program.libraryPath().ifPresent(path -> builder.environment().put("LD_LIBRARY_PATH", path));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + program, e);
    }
    awaitAccepting();
  }

  /** Ends it at once, without a farewell. */
  public void kill() {
    destroy();
  }

  /** Freezes it: the system still accepts connections for it, but nothing is answered. */
  public void freeze() {
    signal("STOP");
  }

  /** Lets a frozen server go on. */
  public void thaw() {
    signal("CONT");
  }

  @Override
  public void close() {
    destroy();
    Runtime.getRuntime().removeShutdownHook(endWithJvm);
  }

  private void signal(String name) {
    Process target = process;
    if (target == null) {
      throw new IllegalStateException("the server on port " + port + " is not running");
    }
    try {
      int exit = new ProcessBuilder("kill", "-" + name, "" + target.pid()).start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException(
            "kill -" + name + " " + target.pid() + " ended with " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void destroy() {
    Process target = process;
    process = null;
    if (target == null) {
      return;
    }
    target.destroyForcibly();
    try {
      target.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitAccepting() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (accepts(port)) {
        return;
      }
      Process starting = process;
      if (starting == null || !starting.isAlive()) {
        throw new IllegalStateException(
            program.executable() + " ended while it started on port " + port + "; see " + log);
      }
      pause(PAUSE_MILLIS);
    }
    destroy();
    throw new IllegalStateException(
        program.executable() + " does not accept on port " + port + "; see " + log);
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

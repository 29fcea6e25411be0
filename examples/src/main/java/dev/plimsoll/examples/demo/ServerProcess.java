package dev.plimsoll.examples.demo;

import dev.plimsoll.cache.LimitableMap;
import dev.plimsoll.examples.jvm.ChildJvm;
import dev.plimsoll.queue.GuardedQueue;
import dev.plimsoll.retention.RetentionListener;
import dev.plimsoll.simulator.GenerationalHeap;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server as the demo sees it: a child JVM, its address, and its latest figures. */
final class ServerProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(20);

  private final ServerKind kind;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final ChildJvm jvm;
  private volatile Sample latest = Sample.empty();

  private ServerProcess(ServerKind kind, Path java, int wantedPort) throws IOException {
    this.kind = kind;
    this.jvm =
        ChildJvm.running(ServerMain.class)
            .java(java)
            .flags(JvmFlags.REQUIRED)
            .flags(List.of("-Dsun.net.httpserver.nodelay=true"))
            .with(
                RetentionListener.class,
                LimitableMap.class,
                GuardedQueue.class,
                GenerationalHeap.class)
            .arguments(kind.word(), Integer.toString(wantedPort))
            .start(this::hear);
  }

  /**
   * Starts a server; {@link #address} waits for it.
   *
   * @param kind which
   * @param java the JVM's executable
   * @param port where it listens, 0 for any free port
   * @throws UsageException if there is no such executable
   */
  static ServerProcess start(ServerKind kind, Path java, int port) throws UsageException {
    try {
      return new ServerProcess(kind, java, port);
    } catch (IOException e) {
      throw new UsageException(
          "cannot run " + java + " (" + e.getMessage() + "). Give a JDK's java with --java.");
    }
  }

  /**
   * {@return where it answers} Waits until it does.
   *
   * @throws UsageException if it ended instead, with what it said
   */
  URI address() throws UsageException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        return URI.create("http://127.0.0.1:" + port.get(100, TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        if (!jvm.isAlive() && !port.isDone()) {
          throw ended();
        }
      } catch (ExecutionException e) {
        throw new AssertionError("nothing completes the port exceptionally", e);
      }
    }
    throw new UsageException(
        "The "
            + kind.word()
            + " server's JVM (process "
            + jvm.pid()
            + ") did not answer within "
            + START.toSeconds()
            + " s and was ended. Is the machine overloaded? Try again, or give"
            + " another JVM with --java.");
  }

  ServerKind kind() {
    return kind;
  }

  Sample latest() {
    return latest;
  }

  OptionalInt exitCode() {
    return jvm.exitCode();
  }

  OptionalInt awaitExit(Duration most) throws InterruptedException {
    return jvm.awaitExit(most);
  }

  @Override
  public void close() {
    jvm.close();
  }

  private void hear(String line) {
    if (line.startsWith(ServerMain.READY)) {
      port.complete(Integer.valueOf(line.substring(ServerMain.READY.length())));
    } else {
      Sample.parse(line).ifPresent(sample -> latest = sample);
    }
  }

  private UsageException ended() throws InterruptedException {
    OptionalInt code = jvm.awaitExit(START);
    String said = String.join("\n  ", jvm.errors());
    if (code.orElse(-1) == ExitCode.USAGE) {
      return new UsageException(said);
    }
    return new UsageException(
        "The "
            + kind.word()
            + " server's JVM ended with exit code "
            + code.orElse(-1)
            + " before it answered:\n  "
            + said
            + "\nIt needs a HotSpot JDK 17 or later that knows "
            + String.join(" ", JvmFlags.REQUIRED)
            + ".");
  }
}

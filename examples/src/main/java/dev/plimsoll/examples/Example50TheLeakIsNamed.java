package dev.plimsoll.examples;

import dev.plimsoll.alert.AlertSink;
import dev.plimsoll.examples.jvm.ChildJvm;
import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.watch.LeakWatch;
import dev.plimsoll.watch.LeakWatchConfig;
import dev.plimsoll.watch.WatchEvent.Leak;
import dev.plimsoll.watch.WatchEvent.Suspect;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A real JVM of 64 MB that leaks, with the watch on: who is named, and how long before the memory
 * is out.
 */
public final class Example50TheLeakIsNamed {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Example50TheLeakIsNamed() {}

  /**
   * Prints what the watch said of a leaking and of a guarded server.
   *
   * @param arguments none
   * @throws Exception if a child JVM cannot be run
   */
  public static void main(String[] arguments) throws Exception {
    System.out.println("A server that keeps every request:");
    run("leaking");
    System.out.println("The same server with a bound of 30 MB:");
    run("guarded");
  }

  private static void run(String kind) throws IOException, InterruptedException {
    ChildJvm.Command command =
        ChildJvm.running(Server.class)
            .with(LeakWatch.class, RetentionLedger.class)
            .flags(List.of("-Xmx64m", "-XX:+UseSerialGC"))
            .arguments(kind);
    try (ChildJvm child = command.start(line -> System.out.println("  " + line))) {
      child.awaitExit(PATIENCE);
    }
  }

  /** The server, in the child. */
  static final class Server {

    private static final int REQUEST_BYTES = 10_000;
    private static final long BOUND = 30 << 20;
    private static final long REQUESTS = 10_000;
    private static final Duration SAMPLE = Duration.ofMillis(20);

    private Server() {}

    /**
     * Serves until the memory is out, or 10,000 requests.
     *
     * @param arguments "leaking" or "guarded"
     * @throws InterruptedException if the JVM is ended
     */
    public static void main(String[] arguments) throws InterruptedException {
      boolean guarded = arguments[0].equals("guarded");
      Owner requests =
          guarded ? Owner.named("requests", Bound.bytes(BOUND)) : Owner.named("requests");
      RetentionLedger ledger = RetentionLedger.create();
      AlertSink silent = alert -> {};
      long start = System.nanoTime();
      LeakWatchConfig config =
          LeakWatchConfig.defaults().withSampleEvery(SAMPLE).withAlerts(silent);
      try (LeakWatch watch = LeakWatch.start(ledger, config)) {
        watch.onEvent(
            event -> {
              if (event instanceof Suspect suspect) {
                print(start, "suspect: " + suspect.evidence());
              } else if (event instanceof Leak leak) {
                print(start, "leak: " + leak.evidence());
              }
            });
        serve(ledger, requests, guarded ? BOUND : Long.MAX_VALUE);
        print(start, "served " + REQUESTS + " requests, no alarm after this line");
      } catch (OutOfMemoryError e) {
        print(start, "out of memory");
      }
    }

    private static void serve(RetentionLedger ledger, Owner owner, long bound)
        throws InterruptedException {
      Deque<byte[]> kept = new ArrayDeque<>();
      for (long id = 1; id <= REQUESTS; id++) {
        kept.add(new byte[REQUEST_BYTES]);
        ledger.retained(owner, id, REQUEST_BYTES);
        if ((long) kept.size() * REQUEST_BYTES > bound) {
          kept.remove();
          ledger.released(owner, id - kept.size(), REQUEST_BYTES, ReleaseCause.EVICTED);
        }
        if (id % 20 == 0) {
          Thread.sleep(SAMPLE.toMillis() / 2);
        }
      }
    }

    private static void print(long start, String text) {
      System.out.printf("%5.1f s  %s%n", (System.nanoTime() - start) / 1e9, text);
    }
  }
}

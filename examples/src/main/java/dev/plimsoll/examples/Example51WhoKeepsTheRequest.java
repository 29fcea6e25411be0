package dev.plimsoll.examples;

import dev.plimsoll.examples.jvm.ChildJvm;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.watch.HeapDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A request that should be gone is found by its path: a listener captured it. */
public final class Example51WhoKeepsTheRequest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Example51WhoKeepsTheRequest() {}

  /**
   * Has a JVM of its own dump its heap, read the dump back and print who keeps what.
   *
   * @param arguments none
   * @throws Exception if the child JVM cannot be run
   */
  public static void main(String[] arguments) throws Exception {
    ChildJvm.Command command =
        ChildJvm.running(Server.class)
            .with(HeapDump.class, Owner.class)
            .flags(List.of("-Xmx64m"))
            .arguments();
    try (ChildJvm child = command.start(line -> System.out.println(line))) {
      child.awaitExit(PATIENCE);
    }
  }

  /** What a request brings along. */
  static final class Request {
    private final byte[] body = new byte[100_000];

    int size() {
      return body.length;
    }
  }

  /** The server, in the child. */
  static final class Server {

    private static final Map<String, Runnable> LISTENERS = new HashMap<>();
    private static final List<Owner> OWNERS = new ArrayList<>();

    private Server() {}

    /**
     * Serves one request, and looks for it once it is answered.
     *
     * @param arguments none
     * @throws IOException if the dump cannot be written or read
     */
    public static void main(String[] arguments) throws IOException {
      OWNERS.add(Owner.named("listeners").heldBy(LISTENERS));
      serve(new Request());
      Path directory = Files.createTempDirectory("example51");
      Path file = directory.resolve("heap.hprof");
      try {
        HeapDump.write(file, Duration.ZERO);
        HeapDump dump = HeapDump.open(file);
        System.out.println(
            "The owner \"listeners\" keeps "
                + (dump.retained("listeners") > 100_000 ? "more" : "less")
                + " than 100,000 bytes:");
        System.out.println("  " + dump.path("listeners"));
        System.out.println("The request is kept by");
        System.out.println("  " + dump.pathToClass(Request.class.getName()));
      } finally {
        Files.deleteIfExists(file);
        Files.delete(directory);
      }
    }

    private static void serve(Request request) {
      LISTENERS.put("on close", () -> System.out.println(request.size()));
    }
  }
}

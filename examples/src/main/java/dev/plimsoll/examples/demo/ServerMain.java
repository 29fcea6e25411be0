package dev.plimsoll.examples.demo;

import dev.plimsoll.examples.jvm.ParentWatch;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * One server in a JVM of its own. Says on its standard output when it is ready and, a few times a
 * second, how it is; ends when its standard input does.
 */
final class ServerMain {

  /** What a line begins with that tells the port, once the server answers there. */
  static final String READY = "ready ";

  private static final long MILLIS_BETWEEN_SAMPLES = 200;

  private ServerMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try {
      JvmFlags.check();
      if (arguments.length != 2) {
        throw new UsageException("say which server and its port: leaky 8080, or guarded 8080");
      }
      run(ServerKind.of(arguments[0]), Ports.parse(arguments[1]));
    } catch (UsageException e) {
      System.err.println(e.getMessage());
      System.exit(ExitCode.USAGE);
    }
  }

  private static void run(ServerKind kind, int port)
      throws IOException, InterruptedException, UsageException {
    ParentWatch.start();
    try (DemoServer server = DemoServer.start(kind, port)) {
      System.out.println(READY + server.port());
      while (!System.out.checkError()) {
        System.out.println(server.sample().toLine());
        TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_SAMPLES);
      }
    }
  }
}

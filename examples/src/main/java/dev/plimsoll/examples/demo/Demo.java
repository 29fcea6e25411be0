package dev.plimsoll.examples.demo;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;

/**
 * Starts the leaky and the guarded server, loads both, shows both heaps until the leaky one has run
 * out of memory, and tells why the other one has not.
 */
public final class Demo {

  private static final Duration WITHOUT_END = Duration.ofDays(36_500);

  private final DemoOptions options;
  private final PrintStream out;

  Demo(DemoOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /**
   * Runs the demo and exits with 0 if it showed what it should, 1 if not, 2 if it was asked for
   * something that cannot be done.
   *
   * @param arguments the options; {@code --help} lists them
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] arguments) throws InterruptedException {
    int code;
    try {
      code = new Demo(DemoOptions.parse(arguments), System.out).run();
    } catch (UsageException e) {
      System.err.println(e.getMessage());
      code = ExitCode.USAGE;
    }
    System.exit(code);
  }

  int run() throws UsageException, InterruptedException {
    if (options.help()) {
      DemoOptions.HELP.forEach(out::println);
      return ExitCode.OK;
    }
    try (ServerProcess guarded =
            ServerProcess.start(ServerKind.GUARDED, options.java(), options.port());
        ServerProcess leaky = ServerProcess.start(ServerKind.LEAKY, options.java(), 0)) {
      Duration most = Duration.ofSeconds(options.seconds());
      Ending ending = Contest.run(leaky, guarded, most, screen());
      boolean goesOn = tell(ending, guarded.address());
      if (goesOn && options.keepRunning()) {
        keepRunning(guarded);
      }
      return goesOn && ending.leakyRanOutOfMemory() ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private Screen screen() {
    return options.plain() || !Terminal.isInteractive() ? Screen.plain(out) : Screen.live(out);
  }

  /** {@return whether the guarded server still answers} */
  private boolean tell(Ending ending, URI guarded) {
    ending.printLeaky(out);
    URI user = guarded.resolve("/user/1");
    Answer answer = Answer.of(user);
    out.println();
    out.println(
        answer.ok()
            ? "The guarded server is under the same load, and still answers. GET " + user + ":"
            : "The guarded server does not answer " + user + ", status " + answer.status() + ":");
    answer.text().lines().forEach(line -> out.println("  " + line));
    ending.printOwners(out);
    out.println();
    out.println("The fix:");
    Fix.diff().forEach(out::println);
    return answer.ok();
  }

  private void keepRunning(ServerProcess guarded) throws UsageException, InterruptedException {
    URI address = guarded.address();
    out.println();
    out.println("The guarded server stays up. Try, and end it with Ctrl-C:");
    for (String path : new String[] {"/user/1", "/memory", "/gc"}) {
      out.println("  curl " + address.resolve(path));
    }
    guarded.awaitExit(WITHOUT_END);
  }
}

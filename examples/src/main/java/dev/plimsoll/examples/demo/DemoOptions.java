package dev.plimsoll.examples.demo;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What the demo is asked for.
 *
 * @param help only to say what can be asked for
 * @param keepRunning whether the guarded server stays up at the end
 * @param plain whether to print plain lines on a terminal, too
 * @param port where the guarded server listens, 0 for any free port
 * @param seconds the most that the load may take
 * @param java the executable of the JVM that runs the servers
 */
record DemoOptions(
    boolean help, boolean keepRunning, boolean plain, int port, int seconds, Path java) {

  static final List<String> HELP =
      List.of(
          "Options (with Maven: -Ddemo.args=\"--keep-running --port 8080\"):",
          "  --keep-running  leave the guarded server up at the end, to be tried with curl",
          "  --port N        where the guarded server listens (any free port unless told)",
          "  --seconds N     the most that the load may take (45 unless told)",
          "  --plain         print plain lines even on a terminal",
          "  --java PATH     the java that runs the servers (the one that runs the demo)",
          "  --help          say this");

  private static final int MOST_SECONDS = 600;

  /**
   * {@return the options that the arguments ask for}
   *
   * @throws UsageException if one of them is unknown, or its value is
   */
  static DemoOptions parse(String... arguments) throws UsageException {
    boolean help = false;
    boolean keepRunning = false;
    boolean plain = false;
    int port = 0;
    int seconds = 45;
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Deque<String> rest = new ArrayDeque<>(List.of(arguments));
    while (!rest.isEmpty()) {
      String option = rest.removeFirst();
      switch (option) {
        case "--help" -> help = true;
        case "--keep-running" -> keepRunning = true;
        case "--plain" -> plain = true;
        case "--port" -> port = Ports.parse(valueOf(option, rest));
        case "--seconds" -> seconds = seconds(valueOf(option, rest));
        case "--java" -> java = Path.of(valueOf(option, rest));
        default ->
            throw new UsageException("unknown option " + option + "\n" + String.join("\n", HELP));
      }
    }
    return new DemoOptions(help, keepRunning, plain, port, seconds, java);
  }

  private static String valueOf(String option, Deque<String> rest) throws UsageException {
    if (rest.isEmpty()) {
      throw new UsageException(option + " needs a value\n" + String.join("\n", HELP));
    }
    return rest.removeFirst();
  }

  private static int seconds(String text) throws UsageException {
    try {
      int seconds = Integer.parseInt(text);
      if (seconds >= 1 && seconds <= MOST_SECONDS) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      // Said below, in one voice with what is out of range.
    }
    throw new UsageException(
        "--seconds " + text + ": give a number of seconds from 1 to " + MOST_SECONDS + ".");
  }
}

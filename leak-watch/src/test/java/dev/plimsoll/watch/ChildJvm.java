package dev.plimsoll.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a program of the tests in a JVM of its own, with any flags, and waits for what it prints.
 */
public final class ChildJvm {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Path JDKS = Path.of("/usr/lib/jvm");

  private ChildJvm() {}

  /**
   * Runs the program and returns what it printed; a failed one is an AssertionError with its
   * output.
   */
  public static String run(Path java, List<String> flags, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    return run(PATIENCE, java, flags, program, arguments);
  }

  /** Does the same with another limit to its time. */
  static String run(
      Duration patience, Path java, List<String> flags, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("child", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      String printed = Files.readString(output, StandardCharsets.UTF_8);
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(
            String.join(" ", flags)
                + (ended ? " failed with exit code " + process.exitValue() : " did not end")
                + ":\n"
                + printed);
      }
      return printed;
    } finally {
      Files.delete(output);
    }
  }

  /** The JVM that runs the tests. */
  public static Path thisJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** A JVM of another version, if this machine has one. */
  static Stream<Path> java(int version) throws IOException {
    if (Runtime.version().feature() == version) {
      return Stream.of(thisJava());
    }
    if (!Files.isDirectory(JDKS)) {
      return Stream.empty();
    }
    try (Stream<Path> installed = Files.list(JDKS)) {
      return installed
          .filter(home -> home.getFileName().toString().contains("-" + version + "-"))
          .map(home -> home.resolve("bin/java"))
          .filter(Files::isExecutable)
          .sorted()
          .limit(1)
          .toList()
          .stream();
    }
  }
}

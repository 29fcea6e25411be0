package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of ours in a virtual machine of its own, with a heap of 64 MB. */
final class ChildJvm {

  /** What -XX:+ExitOnOutOfMemoryError exits with. */
  static final int OUT_OF_MEMORY = 3;

  record Ending(int exitCode, String output) {}

  private ChildJvm() {}

  static Ending run(Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    return run(Path.of(System.getProperty("java.home")), program, arguments);
  }

  static Ending run(Path javaHome, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin").resolve("java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("plimsoll", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(2, TimeUnit.MINUTES);
      process.destroyForcibly().waitFor();
      String printed = Files.readString(output);
      assertThat(ended).as("hangs, having printed: %s", printed).isTrue();
      return new Ending(process.exitValue(), printed);
    } finally {
      Files.delete(output);
    }
  }
}

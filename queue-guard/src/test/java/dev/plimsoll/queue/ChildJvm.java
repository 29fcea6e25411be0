package dev.plimsoll.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Ending(process.exitValue(), output);
  }
}

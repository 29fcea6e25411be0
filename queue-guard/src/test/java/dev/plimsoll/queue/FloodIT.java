package dev.plimsoll.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The same flood in a heap of 64 MB: one process lives and its books balance, the other dies. */
class FloodIT {

  /** What -XX:+ExitOnOutOfMemoryError exits with. */
  private static final int OUT_OF_MEMORY = 3;

  private record Ending(int exitCode, String output) {}

  @Test
  void a_guarded_queue_survives_and_accounts_for_every_element() throws Exception {
    Ending ending = flood("guarded");
    assertThat(ending.exitCode()).as(ending.output()).isZero();
    assertThat(ending.output()).contains("balance 0");
  }

  @Test
  void an_unbounded_queue_dies_of_the_same_load() throws Exception {
    Ending ending = flood("unbounded");
    assertThat(ending.exitCode()).as(ending.output()).isEqualTo(OUT_OF_MEMORY);
  }

  private static Ending flood(String queue) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                Flood.class.getName(),
                queue)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Ending(process.exitValue(), output);
  }
}

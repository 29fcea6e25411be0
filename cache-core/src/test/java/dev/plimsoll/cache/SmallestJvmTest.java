package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real JVM of one module: without Flight Recorder, JMX, and whatever else is not needed. */
class SmallestJvmTest {

  @TempDir private Path directory;

  @Test
  void both_caches_the_ledger_and_the_budget_work_where_there_is_nothing_but_java_base()
      throws Exception {
    Path output = directory.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseG1GC",
                "--limit-modules",
                "java.base",
                "-cp",
                System.getProperty("java.class.path"),
                JavaBaseAlone.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readAllLines(output))
        .containsExactly(
            "modules: 1",
            "half: " + (32 << 20),
            "shed: [b], 10",
            "evicted: 1",
            "loaded: loaded, 16",
            "shed: 6",
            "left: 0, 0, 0");
    assertThat(process.exitValue()).isZero();
  }
}

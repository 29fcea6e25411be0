package dev.plimsoll.benchmarks.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Races for the bound and for the publication of values, for a moment, on real threads of JVMs of
 * their own. All of them, and for longer, are asked for by hand: cache-core's README says how, and
 * how the last run ended.
 */
@Tag("no-agent")
class RacesTest {

  private static final Pattern SUMMARY =
      Pattern.compile(
          "Results: (\\d+) planned; (\\d+) passed, (\\d+) failed, (\\d+) soft errs, (\\d+) hard");

  /** Half of them, for each run starts a JVM. */
  private static final String TESTS =
      "SizeIsTheLimit|EvictionIsOneStep|Publication.ByInsertion|Publication.ByReplacement";

  @TempDir private Path directory;

  @Test
  void no_race_ends_in_a_way_that_is_forbidden() throws Exception {
    String printed = run();

    List<MatchResult> summaries = SUMMARY.matcher(printed).results().toList();
    assertThat(summaries).as(printed).isNotEmpty();
    MatchResult last = summaries.get(summaries.size() - 1);
    assertThat(Integer.parseInt(last.group(1))).as(printed).isGreaterThanOrEqualTo(4);
    assertThat(last.group(2)).as(printed).isEqualTo(last.group(1));
    assertThat(List.of(last.group(3), last.group(4), last.group(5))).as(printed).containsOnly("0");
    assertThat(printed).doesNotContain("FAILED");
  }

  private String run() throws Exception {
    Path output = directory.resolve("output.txt");
    ProcessBuilder jcstress =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            absolute(System.getProperty("java.class.path")),
            "org.openjdk.jcstress.Main",
            "-t",
            TESTS,
            "-f",
            "1",
            "-iters",
            "1",
            "-time",
            "150",
            "-sc",
            "false",
            "-af",
            "NONE",
            "-jvmArgs",
            "-XX:+UseSerialGC");
    // It leaves its results where it runs.
    Process process =
        jcstress
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(300, TimeUnit.SECONDS)).as(Files.readString(output)).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return Files.readString(output);
  }

  private static String absolute(String classPath) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(classPath)
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}

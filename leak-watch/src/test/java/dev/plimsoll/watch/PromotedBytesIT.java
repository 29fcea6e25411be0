package dev.plimsoll.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flight Recorder's own figures are the oracle for promoted bytes. */
class PromotedBytesIT {

  private static final Pattern PRINTED =
      Pattern.compile("watch (\\d+) recorder (\\d+) mixed (\\d+)");

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "-XX:+UseParallelGC, 512m, 2000000000, 60000000",
    "-XX:+UseG1GC, 1g, 2000000000, 60000000"
  })
  void promoted_bytes_are_within_10_percent_of_flight_recorders(
      String collector, String heap, String allocate, String keep) throws Exception {
    MatchResult counted = run(List.of(collector, "-Xmx" + heap, "-Xmn48m"), allocate, keep);
    double watch = Long.parseLong(counted.group(1));
    double recorder = Long.parseLong(counted.group(2));
    System.out.printf("%s: watch %.0f, Flight Recorder %.0f%n", collector, watch, recorder);
    assertThat(recorder).isGreaterThan(100_000_000);
    assertThat(watch / recorder).isBetween(0.9, 1.1);
    assertThat(counted.group(3)).as("mixed pauses, whose figure is net").isEqualTo("0");
  }

  private MatchResult run(List<String> flags, String... arguments) throws Exception {
    String printed =
        ChildJvm.run(
            ChildJvm.thisJava(),
            flags,
            PromotionProgram.class,
            directory.resolve("promotion.jfr").toString(),
            arguments[0],
            arguments[1]);
    return PRINTED.matcher(printed).results().findFirst().orElseThrow();
  }
}

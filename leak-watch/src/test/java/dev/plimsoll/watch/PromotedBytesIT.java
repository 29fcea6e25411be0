package dev.plimsoll.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flight Recorder's own figures are the oracle for promoted bytes, pause by pause. */
class PromotedBytesIT {

  private static final Pattern PRINTED =
      Pattern.compile(
          "young (\\d+) watch (\\d+) recorder (\\d+), mixed (\\d+) watch (\\d+) recorder (\\d+)");
  private static final int YOUNG = 0;
  private static final int MIXED = 3;

  @TempDir Path directory;

  @Test
  void those_of_parallel_are_within_10_percent_of_flight_recorders() throws Exception {
    MatchResult counted = promote(2, 60_000_000, "-XX:+UseParallelGC", "-Xmx512m");
    assertWithin10Percent(counted, YOUNG, 20);
  }

  @Test
  void those_of_g1_are_within_10_percent_of_flight_recorders_in_young_pauses_and_in_mixed_ones()
      throws Exception {
    MatchResult counted =
        promote(
            4,
            150_000_000,
            "-XX:+UseG1GC",
            "-Xmx512m",
            "-XX:+UnlockExperimentalVMOptions",
            // Mixed pauses early and often.
            "-XX:InitiatingHeapOccupancyPercent=20",
            "-XX:G1HeapWastePercent=1",
            "-XX:G1MixedGCLiveThresholdPercent=95");
    assertWithin10Percent(counted, YOUNG, 10);
    assertWithin10Percent(counted, MIXED, 2);
  }

  private static void assertWithin10Percent(MatchResult counted, int kind, int leastPauses) {
    double pauses = Long.parseLong(counted.group(kind + 1));
    double watch = Long.parseLong(counted.group(kind + 2));
    double recorder = Long.parseLong(counted.group(kind + 3));
    assertThat(pauses).as("pauses").isGreaterThanOrEqualTo(leastPauses);
    assertThat(recorder).as("promoted in all").isGreaterThan(5_000_000);
    assertThat(watch / recorder).isBetween(0.9, 1.1);
  }

  private MatchResult promote(int gigabytes, long keep, String... flags) throws Exception {
    List<String> all = new ArrayList<>(List.of(flags));
    all.add("-Xmn48m");
    String printed =
        ChildJvm.run(
            ChildJvm.thisJava(),
            all,
            PromotionProgram.class,
            directory.resolve("promotion.jfr").toString(),
            gigabytes + "000000000",
            String.valueOf(keep));
    System.out.println(flags[0] + ": " + printed.strip());
    return PRINTED.matcher(printed).results().findFirst().orElseThrow();
  }
}

package dev.plimsoll.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.simulator.memwatch.MemwatchEvent;
import dev.plimsoll.simulator.snapshot.OwnerDiff;
import dev.plimsoll.simulator.whatif.Advice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the lessons teach that look into a heap: replay, single steps, leaks. */
class InsightLessonsTest {

  @TempDir private Path directory;

  @Test
  void the_guarded_server_is_recorded_and_the_advice_names_a_smaller_limit() throws Exception {
    List<String> printed =
        Printed.by(Example11WhatIfTheCacheWereSmaller::main, directory.toString(), "4000");

    assertThat(printed).anyMatch(line -> line.contains("events (0 lost)"));
    assertThat(printed).anyMatch(line -> line.startsWith("> HotSpot serial"));
    assertThat(printed)
        .anyMatch(
            line ->
                line.matches(
                    "users on HotSpot serial .*: up to a limit of \\d+ at least 95% of their bytes"
                        + " die young; at the limit of 1,000, \\d+% .* are promoted in .*"));
    assertThat(Files.readString(directory.resolve("what-if.svg"))).startsWith("<svg");
    assertThat(Advice.DIES_YOUNG).isEqualTo(0.05);
  }

  @Test
  void one_collection_is_shown_step_by_step() throws Exception {
    List<String> printed = Printed.by(Example12OneCollectionStepByStep::main);

    assertThat(printed)
        .contains(
            "young collection 1: 2 roots, 7 copied, 0 promoted, 10 freed",
            "young collection 2: 2 roots, 4 copied, 3 promoted, 8 freed")
        .anyMatch(line -> line.endsWith("survived twice"))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }

  @Test
  void a_leak_is_told_and_who_grew_is_named() throws Exception {
    Example13WhoGrew.Seen seen = Example13WhoGrew.seen();

    assertThat(seen.events().stream().filter(MemwatchEvent.Leak.class::isInstance)).hasSize(1);
    assertThat(seen.diff().grown())
        .extracting(grown -> grown.owner().name())
        .containsExactly("sessions", "carts");
    assertThat(seen.diff().grown()).extracting(OwnerDiff::objectsGrown).containsOnly(1_000L);
    assertThat(seen.after().retainingPath(seen.one()).toString())
        .matches("program root 2 -> sessions#\\d+ -> \\[100] sessions#\\d+ -> \\[0] carts#\\d+");
    Printed.by(Example13WhoGrew::main, directory.toString());
    assertThat(directory.resolve("server.heapsnapshot")).isNotEmptyFile();
    assertThat(directory.resolve("server.hprof")).isNotEmptyFile();
  }
}

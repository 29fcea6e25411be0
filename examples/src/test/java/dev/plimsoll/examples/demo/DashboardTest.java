package dev.plimsoll.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DashboardTest {

  private static final int TERMINAL_WIDTH = 100;
  private static final long MB = 1 << 20;

  @Test
  void shows_both_heaps_side_by_side_and_says_which_is_simulated() {
    List<String> screen = Dashboard.screen(frame(48 * MB, 16 * MB));

    assertThat(screen)
        .anyMatch(
            line -> line.matches("real heap +\\[#{12}\\.{4}] 48.0 of 64.0 MB +\\[#{4}\\.{12}].*"))
        .anyMatch(line -> line.startsWith("simulated young"))
        .anyMatch(line -> line.startsWith("simulated old"))
        .anyMatch(line -> line.contains("MemoryMXBean"))
        .anyMatch(line -> line.contains("a model"));
  }

  @Test
  void fits_a_terminal_and_keeps_its_height() {
    List<String> early = Dashboard.screen(frame(0, 0));
    List<String> late = Dashboard.screen(frame(64 * MB, 70 * MB));

    assertThat(early).hasSameSizeAs(late);
    assertThat(late).allMatch(line -> line.length() <= TERMINAL_WIDTH);
  }

  @Test
  void says_the_same_in_one_line_for_a_file() {
    assertThat(Dashboard.line(frame(48 * MB, 16 * MB)))
        .contains(" 12 s")
        .contains("leaky: heap 48.0 of 64.0 MB")
        .contains("guarded: heap 16.0 of 64.0 MB");
  }

  private static Frame frame(long leakyBytes, long guardedBytes) {
    return new Frame(
        Duration.ofSeconds(12),
        Duration.ofSeconds(45),
        side(ServerKind.LEAKY, leakyBytes),
        side(ServerKind.GUARDED, guardedBytes));
  }

  private static Frame.Side side(ServerKind kind, long used) {
    Map<Figure, Long> figures = Map.of(Figure.REAL_USED, used, Figure.REAL_MAX, 64 * MB);
    return new Frame.Side(kind, "running", 4_211, 16_000, new Sample(figures, List.of()));
  }
}

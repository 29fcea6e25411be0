package dev.plimsoll.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Half an hour with the watch on; the README has the command and the figures. */
@Tag("long")
class WatchSoakTest {

  private static final int MINUTES = Integer.getInteger("leakwatch.minutes", 30);
  private static final int HALF = MINUTES / 6;
  private static final Pattern LINE =
      Pattern.compile("minute \\d+: watch (\\d+) bytes, heap without what is held (\\d+) bytes");

  @TempDir Path directory;

  @Test
  void the_memory_of_the_watch_itself_stays_flat() throws Exception {
    String printed =
        ChildJvm.run(
            Duration.ofMinutes(2L * MINUTES + 1),
            ChildJvm.thisJava(),
            List.of("-Xmx64m", "-Xmn4m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            SoakProgram.class,
            String.valueOf(MINUTES),
            directory.toString());
    System.out.println(printed.replaceAll("(?m)^(?!minute).*\\R", ""));
    List<MatchResult> lines = LINE.matcher(printed).results().toList();
    assertThat(lines).hasSize(MINUTES / 3);
    for (int figure = 1; figure <= 2; figure++) {
      assertThat(highest(lines.subList(HALF, lines.size()), figure))
          .as("the highest of the second half, against the first")
          .isLessThanOrEqualTo(highest(lines.subList(0, HALF), figure) * 105 / 100);
    }
  }

  private static long highest(List<MatchResult> lines, int figure) {
    return lines.stream().mapToLong(line -> Long.parseLong(line.group(figure))).max().orElseThrow();
  }
}

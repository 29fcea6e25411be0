package dev.plimsoll.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.Owner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpReportTest {

  private static final List<String> SECRETS = new ArrayList<>();
  private static final Owner OWNER = Owner.named("<secrets & co>").heldBy(SECRETS);

  @TempDir static Path directory;
  private static DumpReport report;

  @BeforeAll
  static void report_on_this_process() throws IOException {
    for (int i = 0; i < 5_000; i++) {
      SECRETS.add("password-" + i);
    }
    Path file = directory.resolve("own.hprof");
    HeapDump.write(file, Duration.ZERO);
    report = DumpReport.of("own.hprof", HeapDump.open(file));
  }

  @Test
  void shows_the_owner_with_its_path() {
    assertThat(report.text())
        .contains(OWNER.name())
        .contains("static DumpReportTest.SECRETS -> ArrayList \"<secrets & co>\"");
  }

  @Test
  void shows_no_value_of_the_heap() {
    assertThat(report.html()).doesNotContain("password").contains("DumpReportTest.SECRETS");
  }

  @Test
  void escapes_what_html_would_read_as_its_own() {
    assertThat(report.html()).contains("&lt;secrets &amp; co&gt;").doesNotContain("<secrets");
  }

  @Test
  void loads_nothing_from_anywhere() {
    assertThat(report.html()).doesNotContain("http").doesNotContain("src=").doesNotContain("href=");
  }
}

package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

// JaCoCo's probes in a heap's inner loops would take most of the time.
@Tag("no-agent")
class ErrorTableTest {

  private static final Path DOCS = Path.of("docs");

  @Test
  void every_figure_is_as_close_to_the_real_heap_as_its_bound_says() throws IOException {
    ErrorTable table = ErrorTable.measure();
    System.out.println(table.markdown());
    if (Boolean.getBoolean("errorTable.write")) {
      Files.createDirectories(DOCS);
      Files.writeString(DOCS.resolve("error-table.md"), table.markdown());
      Files.writeString(DOCS.resolve("error-table.svg"), table.svg());
    }
    assertThat(table.outside()).isEmpty();
  }
}

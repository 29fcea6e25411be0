package dev.plimsoll.watch.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.watch.HeapDump;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Main main =
      new Main(
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8));

  @Test
  void reports_on_a_dump_in_the_terminal_and_beside_it() throws IOException {
    Path dump = directory.resolve("own.hprof");
    HeapDump.write(dump, Duration.ZERO);
    assertThat(main.run(dump.toString())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Top dominators")
        .contains("java.lang.String");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("indexed ");
    assertThat(Files.readString(directory.resolve("own.hprof.html"))).startsWith("<!DOCTYPE html>");
  }

  @Test
  void says_what_is_wrong_with_a_foreign_file_in_one_line() throws IOException {
    Path text = Files.writeString(directory.resolve("notes.hprof"), "no dump");
    assertThat(main.run(text.toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("leak-watch: the file is no HPROF heap dump")
        .hasLineCount(1);
  }

  @Test
  void a_process_that_is_no_jvm_is_named() {
    assertThat(main.run("--pid", "0", directory.resolve("other.hprof").toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("cannot attach to process 0");
  }

  @Test
  void a_wrong_call_is_answered_with_the_usage() {
    assertThat(main.run()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("usage:");
  }
}

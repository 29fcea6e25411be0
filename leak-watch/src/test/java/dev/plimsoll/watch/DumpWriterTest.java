package dev.plimsoll.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpWriterTest {

  @TempDir Path directory;

  private final Clock now = Clock.systemUTC();

  @Test
  void is_refused_without_twice_the_used_heap_free_on_the_disk() {
    DumpWriter writer = new DumpWriter(() -> 100, disk -> 199, now);
    assertThatIOException()
        .isThrownBy(() -> writer.write(directory.resolve("a.hprof"), DumpWriter.ONE_A_DAY))
        .withMessageContaining("200")
        .withMessageContaining("199");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void is_refused_while_the_directory_has_a_dump_younger_than_a_day() throws IOException {
    Files.createFile(directory.resolve("earlier.hprof"));
    assertThatIOException()
        .isThrownBy(() -> roomy(now).write(directory.resolve("a.hprof"), DumpWriter.ONE_A_DAY))
        .withMessageContaining("earlier.hprof");
  }

  @Test
  void is_written_again_after_a_day() throws IOException {
    Files.createFile(directory.resolve("earlier.hprof"));
    roomy(Clock.offset(now, Duration.ofHours(25)))
        .write(directory.resolve("a.hprof"), DumpWriter.ONE_A_DAY);
    assertThat(HeapDump.open(directory.resolve("a.hprof")).objects()).isPositive();
  }

  @Test
  void never_replaces_a_file() throws IOException {
    Path there = Files.createFile(directory.resolve("a.hprof"));
    assertThatIOException()
        .isThrownBy(() -> roomy(now).write(there, Duration.ZERO))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void a_directory_that_is_not_there_is_named() {
    assertThatIOException()
        .isThrownBy(() -> roomy(now).write(directory.resolve("none/a.hprof"), Duration.ZERO))
        .isInstanceOf(NotDirectoryException.class)
        .withMessageContaining("none");
  }

  /** Not even root can create a file there. */
  @Test
  void a_directory_that_cannot_be_written_is_named_with_the_reason() {
    assertThatIOException()
        .isThrownBy(() -> roomy(now).write(Path.of("/proc/a.hprof"), Duration.ZERO))
        .withMessageContaining("could not be written to /proc/a.hprof: ");
  }

  @Test
  void a_name_that_the_jvm_would_refuse_is_refused_with_the_reason() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> roomy(now).write(directory.resolve("a.bin"), Duration.ZERO))
        .withMessageContaining(".hprof");
  }

  private static DumpWriter roomy(Clock clock) {
    return new DumpWriter(() -> 1, disk -> Long.MAX_VALUE, clock);
  }
}

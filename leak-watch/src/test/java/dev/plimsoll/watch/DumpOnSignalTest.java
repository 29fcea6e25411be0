package dev.plimsoll.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plimsoll.retention.Subscription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DumpOnSignalTest {

  @TempDir Path directory;

  @Test
  @Timeout(120)
  void a_signal_writes_a_dump_that_can_be_read() throws Exception {
    try (Subscription subscription = HeapDump.onSignal("USR2", directory)) {
      assertThat(subscription).isNotNull();
      new ProcessBuilder("kill", "-USR2", String.valueOf(ProcessHandle.current().pid()))
          .start()
          .waitFor();
      while (!isWhole(dump())) {
        Thread.onSpinWait();
      }
    }
    assertThat(HeapDump.open(dump().orElseThrow()).objects()).isPositive();
  }

  @Test
  void a_signal_that_the_jvm_needs_is_answered_with_another() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeapDump.onSignal("SEGV", directory))
        .withMessageContaining("SEGV")
        .withMessageContaining("USR2");
  }

  @Test
  void a_signal_that_does_not_exist_is_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeapDump.onSignal("NOPE", directory))
        .withMessageContaining("NOPE");
  }

  @Test
  void a_directory_that_is_not_there_is_told_when_asked_not_when_the_signal_comes() {
    assertThatIOException()
        .isThrownBy(() -> HeapDump.onSignal("USR2", directory.resolve("none")))
        .withMessageContaining("none");
  }

  private Optional<Path> dump() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findFirst();
    }
  }

  private static boolean isWhole(Optional<Path> dump) {
    try {
      return dump.isPresent() && HeapDump.open(dump.get()).objects() > 0;
    } catch (IOException | RuntimeException stillWritten) {
      return false;
    }
  }
}

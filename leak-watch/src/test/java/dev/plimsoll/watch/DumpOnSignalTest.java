package dev.plimsoll.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plimsoll.retention.Subscription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpOnSignalTest {

  @TempDir Path directory;

  @Test
  @Timeout(120)
  void a_signal_writes_a_dump_that_can_be_read() throws Exception {
    try (Subscription subscription = HeapDump.onSignal("USR2", directory)) {
      assertThat(subscription).isNotNull();
      sendSignal();
      awaitDump();
    }
    assertThat(HeapDump.open(dump().orElseThrow()).objects()).isPositive();
  }

  @Test
  @Timeout(120)
  void a_dump_that_cannot_be_written_is_logged_and_the_next_signal_is_heard() throws Exception {
    Logger logger = Logger.getLogger(DumpOnSignal.class.getName());
    BlockingQueue<LogRecord> logged = new LinkedBlockingQueue<>();
    Handler handler = new QueueHandler(logged);
    logger.addHandler(handler);
    try (Subscription subscription = HeapDump.onSignal("USR2", directory)) {
      assertThat(subscription).isNotNull();
      Files.delete(directory);
      sendSignal();
      LogRecord refused = logged.take();
      assertThat(refused.getMessage()).contains("no heap dump written to " + directory);
      assertThat(refused.getThrown()).hasMessageContaining("no directory");
      Files.createDirectory(directory);
      sendSignal();
      awaitDump();
    } finally {
      logger.removeHandler(handler);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SEGV", "QUIT"})
  void a_signal_that_the_jvm_needs_is_answered_with_another(String taken) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeapDump.onSignal(taken, directory))
        .withMessageContaining(taken)
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

  private static void sendSignal() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-USR2", String.valueOf(ProcessHandle.current().pid()))
        .start()
        .waitFor();
  }

  private void awaitDump() throws IOException {
    while (!isWhole(dump())) {
      Thread.onSpinWait();
    }
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

  private static final class QueueHandler extends Handler {
    private final BlockingQueue<LogRecord> logged;

    QueueHandler(BlockingQueue<LogRecord> logged) {
      this.logged = logged;
    }

    @Override
    public void publish(LogRecord logRecord) {
      logged.add(logRecord);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}

package dev.plimsoll.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What fails is told, seldom, and never fails itself. */
class StepLogTest {

  private final Logger logger = Logger.getLogger(StepLog.class.getName());
  private final List<String> told = new ArrayList<>();
  private boolean logFails;

  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          if (logFails) {
            throw new OutOfMemoryError("for the log, too");
          }
          told.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  @Test
  void a_thousand_failures_are_told_ten_times() {
    StepLog log = new StepLog("it failed");
    for (int i = 0; i < 1_000; i++) {
      log.failed(new IllegalStateException("again"));
    }
    assertThat(told).hasSize(10).startsWith("it failed (failures: 1)", "it failed (failures: 2)");
  }

  @Test
  void what_the_log_could_not_take_is_told_at_the_next_failure() {
    StepLog log = new StepLog("it failed");
    log.failed(new IllegalStateException("told"));
    logFails = true;
    log.failed(new OutOfMemoryError("not told"));
    logFails = false;
    log.failed(new OutOfMemoryError("told"));
    assertThat(told).containsExactly("it failed (failures: 1)", "it failed (failures: 3)");
  }
}

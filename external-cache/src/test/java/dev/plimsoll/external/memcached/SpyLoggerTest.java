package dev.plimsoll.external.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpyLoggerTest {

  private final AtomicLong now = new AtomicLong();
  private final Lines lines = new Lines();
  private final SpyLogger logger = new SpyLogger(lines, now::get);

  /** A system logger that keeps what it is told. */
  private static final class Lines implements Logger {

    private final List<String> all = new ArrayList<>();

    @Override
    public String getName() {
      return "lines";
    }

    @Override
    public boolean isLoggable(Level level) {
      return level != Level.TRACE;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable cause) {
      all.add(level + " " + message);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
      all.add(level + " " + format);
    }
  }

  @Test
  void hands_spymemcacheds_lines_to_the_system_logger() {
    logger.debug("queue %d", 1);
    logger.info("connected");
    logger.warn("lost");
    logger.error("broken");
    assertThat(lines.all)
        .containsExactly("DEBUG queue 1", "DEBUG connected", "WARNING lost", "ERROR broken");
    assertThat(logger.isTraceEnabled()).isFalse();
  }

  @Test
  void warns_once_in_ten_seconds_of_a_server_that_stays_away() {
    for (int attempt = 1; attempt <= 3; attempt++) {
      logger.warn("attempt %d", attempt);
    }
    now.addAndGet(TimeUnit.SECONDS.toNanos(10));
    logger.warn("attempt 4");
    assertThat(lines.all)
        .containsExactly(
            "WARNING attempt 1", "DEBUG attempt 2", "DEBUG attempt 3", "WARNING attempt 4");
  }
}

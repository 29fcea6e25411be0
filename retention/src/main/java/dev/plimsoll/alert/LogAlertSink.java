package dev.plimsoll.alert;

import java.lang.System.Logger.Level;
import java.util.TreeMap;

/** One line for each alert. */
final class LogAlertSink implements AlertSink {

  static final System.Logger LOGGER = System.getLogger("dev.plimsoll.alert");
  static final LogAlertSink STANDARD = new LogAlertSink(LOGGER);

  private final System.Logger logger;

  LogAlertSink(System.Logger logger) {
    this.logger = logger;
  }

  @Override
  public void send(Alert alert) {
    Level level = alert.isResolved() ? Level.INFO : levelOf(alert.severity());
    logger.log(level, () -> line(alert));
  }

  private static String line(Alert alert) {
    String state = alert.isResolved() ? "resolved " : "";
    // Sorted, so that the same alert always reads the same.
    return state + alert.name() + " " + new TreeMap<>(alert.labels()) + ": " + alert.text();
  }

  private static Level levelOf(Alert.Severity severity) {
    return switch (severity) {
      case INFO -> Level.INFO;
      case WARNING -> Level.WARNING;
      case CRITICAL -> Level.ERROR;
    };
  }
}

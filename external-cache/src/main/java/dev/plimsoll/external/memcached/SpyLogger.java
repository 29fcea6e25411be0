package dev.plimsoll.external.memcached;

import java.lang.System.Logger;
import net.spy.memcached.compat.log.AbstractLogger;
import net.spy.memcached.compat.log.Level;

/**
 * Routes spymemcached's logging to {@link System.Logger}. Public because spymemcached makes it by
 * its name; not for others.
 */
public final class SpyLogger extends AbstractLogger {

  private static final String PROPERTY = "net.spy.log.LoggerImpl";

  private final Logger logger;

  /**
   * Called by spymemcached.
   *
   * @param name the logger's name
   */
  public SpyLogger(String name) {
    super(name);
    this.logger = System.getLogger(name);
  }

  /** Takes effect unless somebody chose before. */
  static void install() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, SpyLogger.class.getName());
    }
  }

  @Override
  public boolean isTraceEnabled() {
    return logger.isLoggable(Logger.Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return logger.isLoggable(Logger.Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return logger.isLoggable(Logger.Level.INFO);
  }

  @Override
  public void log(Level level, Object message, Throwable cause) {
    logger.log(translate(level), String.valueOf(message), cause);
  }

  private static Logger.Level translate(Level level) {
    return switch (level) {
      case TRACE -> Logger.Level.TRACE;
      // What it calls information is about its own queues.
      case DEBUG, INFO -> Logger.Level.DEBUG;
      case WARN -> Logger.Level.WARNING;
      case ERROR, FATAL -> Logger.Level.ERROR;
    };
  }
}

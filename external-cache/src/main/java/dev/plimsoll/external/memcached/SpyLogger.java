package dev.plimsoll.external.memcached;

import java.lang.System.Logger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import net.spy.memcached.compat.log.AbstractLogger;
import net.spy.memcached.compat.log.Level;

/**
 * Routes spymemcached's logging to {@link System.Logger}. Public because spymemcached makes it by
 * its name; not for others.
 */
public final class SpyLogger extends AbstractLogger {

  private static final String PROPERTY = "net.spy.log.LoggerImpl";

  /** A server that is away is worth a line, not one for every attempt to reach it. */
  private static final long BETWEEN_WARNINGS_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Logger logger;
  private final LongSupplier nanos;
  private final AtomicLong nextWarning;

  /**
   * Called by spymemcached.
   *
   * @param name the logger's name
   */
  public SpyLogger(String name) {
    this(System.getLogger(name), System::nanoTime);
  }

  SpyLogger(Logger logger, LongSupplier nanos) {
    super(logger.getName());
    this.logger = logger;
    this.nanos = nanos;
    this.nextWarning = new AtomicLong(nanos.getAsLong());
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

  private Logger.Level translate(Level level) {
    return switch (level) {
      case TRACE -> Logger.Level.TRACE;
      // What it calls information is about its own queues.
      case DEBUG, INFO -> Logger.Level.DEBUG;
      case WARN -> isWarningDue() ? Logger.Level.WARNING : Logger.Level.DEBUG;
      case ERROR, FATAL -> Logger.Level.ERROR;
    };
  }

  private boolean isWarningDue() {
    long now = nanos.getAsLong();
    long due = nextWarning.get();
    return now - due >= 0 && nextWarning.compareAndSet(due, now + BETWEEN_WARNINGS_NANOS);
  }
}

package dev.plimsoll.retention.internal;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Logs failures of other people's code, the first at once and then at most one a minute with the
 * number of those left out, so that a listener that always throws cannot fill the disk.
 */
public final class FailureLog {

  private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

  private final String what;
  private final System.Logger logger;
  private final LongSupplier nanos;
  private final AtomicLong nextAt;
  private final AtomicLong leftOut = new AtomicLong();

  /**
   * A log on the exact clock.
   *
   * @param logger where it goes
   * @param what whose failures these are, as the log says it
   */
  public FailureLog(System.Logger logger, String what) {
    this(logger, what, System::nanoTime);
  }

  /**
   * A log on a given clock.
   *
   * @param logger where it goes
   * @param what whose failures these are, as the log says it
   * @param nanos a monotonic clock
   */
  public FailureLog(System.Logger logger, String what, LongSupplier nanos) {
    this.what = what;
    this.logger = logger;
    this.nanos = nanos;
    this.nextAt = new AtomicLong(nanos.getAsLong());
  }

  /**
   * Logs a failure, or counts it until the next one that is logged.
   *
   * @param failure what was thrown
   */
  public void failed(Throwable failure) {
    long now = nanos.getAsLong();
    long due = nextAt.get();
    if (now - due < 0 || !nextAt.compareAndSet(due, now + INTERVAL)) {
      leftOut.incrementAndGet();
      return;
    }
    long silent = leftOut.getAndSet(0);
    String more = silent == 0 ? "" : " (and " + silent + " more times since the last report)";
    logger.log(Level.WARNING, what + " failed" + more, failure);
  }
}

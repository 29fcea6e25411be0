package dev.plimsoll.retention;

import dev.plimsoll.retention.internal.FailureLog;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A container that does not report by itself: its figures are asked for on each reading. */
final class Watched {

  /** Takes one sample. */
  @FunctionalInterface
  interface Probe {
    /** {@return the sample, or null when the container is gone} */
    @Nullable Sample sample();
  }

  record Sample(long entries, long bytes, Holding.Quality quality) {

    static Sample told(long entries, long bytes) {
      return bytes >= 0
          ? new Sample(entries, bytes, Holding.Quality.EXACT)
          : new Sample(entries, RetentionListener.UNKNOWN_BYTES, Holding.Quality.UNKNOWN);
    }
  }

  private final Owner owner;
  private final Probe probe;
  private final FailureLog failures;
  private volatile boolean gone;

  Watched(Owner owner, Probe probe) {
    this.owner = owner;
    this.probe = probe;
    this.failures =
        new FailureLog(
            RetentionLog.LOGGER, "sampling the watched container \"" + owner.name() + '"');
  }

  Owner owner() {
    return owner;
  }

  /** Whether the container was found to be collected. */
  boolean isGone() {
    return gone;
  }

  /** Empty when the container is gone or its figures could not be had this time. */
  Optional<Holding> read() {
    try {
      Sample sample = probe.sample();
      if (sample == null) {
        gone = true;
        return Optional.empty();
      }
      if (sample.entries() < 0) {
        throw new IllegalStateException("a negative count: " + sample.entries());
      }
      return Optional.of(
          new Holding(owner, sample.entries(), sample.bytes(), sample.quality(), 0, 0, List.of()));
    } catch (RuntimeException e) {
      failures.failed(e);
      return Optional.empty();
    }
  }
}

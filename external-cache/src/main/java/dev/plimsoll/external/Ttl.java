package dev.plimsoll.external;

import dev.plimsoll.external.internal.Times;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long an entry lives. Every entry has one, so that nothing is kept by forgetting; who wants no
 * bound says so, with a reason.
 */
public final class Ttl {

  /** Stands for "no bound" in {@link #draw()}. */
  public static final long UNBOUNDED = 0;

  private static final String REMEDY =
      "; to keep nothing, do not put; to keep it for ever, say Ttl.unbounded(reason)";

  private final long millis;
  private final double jitter;
  private final String text;

  private Ttl(long millis, double jitter, String text) {
    this.millis = millis;
    this.jitter = jitter;
    this.text = text;
  }

  /**
   * {@return a time to live}
   *
   * @param duration from one millisecond, finer parts are dropped, to a hundred years: beyond them
   *     say {@link #unbounded} and why
   * @throws IllegalArgumentException when it is shorter or longer
   */
  public static Ttl of(Duration duration) {
    Duration bounded = Times.bounded("a time to live", duration, REMEDY);
    return new Ttl(bounded.toMillis(), 0, duration.toString());
  }

  /**
   * {@return no bound at all: the entry stays until it is removed or the server evicts it}
   *
   * @param reason why that is right here; shown by {@link #toString()}
   * @throws IllegalArgumentException when the reason is blank
   */
  public static Ttl unbounded(String reason) {
    if (Objects.requireNonNull(reason, "reason").isBlank()) {
      throw new IllegalArgumentException("an unbounded entry needs a reason, or Ttl.of(duration)");
    }
    return new Ttl(UNBOUNDED, 0, "unbounded: " + reason);
  }

  /**
   * Spreads the ends of entries that were put together, so that they do not all miss at once. An
   * entry lives at most the time given here, and is cut short by a random part of it.
   *
   * @param fraction the largest part cut off, in [0, 1)
   * @return a time to live that differs from draw to draw
   */
  public Ttl withJitter(double fraction) {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new IllegalArgumentException("jitter must be in [0, 1): " + fraction);
    }
    return new Ttl(millis, fraction, text);
  }

  /** {@return the milliseconds for one entry, jitter applied; {@link #UNBOUNDED} for no bound} */
  public long draw() {
    if (jitter == 0 || millis == UNBOUNDED) {
      return millis;
    }
    double cut = millis * jitter * ThreadLocalRandom.current().nextDouble();
    return Math.max(1, millis - (long) cut);
  }

  @Override
  public String toString() {
    return jitter == 0 ? text : text + " less up to " + jitter * 100 + " %";
  }
}

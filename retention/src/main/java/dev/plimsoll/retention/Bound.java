package dev.plimsoll.retention;

/**
 * What an owner promises about how much it will hold. Whoever watches memory judges growth by it:
 * growth up to a bound is a cache that fills, growth without one may be a leak.
 *
 * @param kind what is bounded
 * @param limit the bound in bytes or entries; 0 for the kinds that have none
 */
public record Bound(Kind kind, long limit) {

  /** What a bound counts. */
  public enum Kind {
    /** Held bytes stay at or below the limit. */
    BYTES,
    /** Held entries stay at or below the limit. */
    ENTRIES,
    /** Nothing is promised. */
    NONE,
    /** Grows while a batch is built, and is released as a whole. */
    BATCH
  }

  private static final Bound NO_BOUND = new Bound(Kind.NONE, 0);
  private static final Bound ONE_BATCH = new Bound(Kind.BATCH, 0);

  public Bound {
    boolean limited = kind == Kind.BYTES || kind == Kind.ENTRIES;
    if (limited && limit <= 0) {
      throw new IllegalArgumentException("a bound must be positive: limit=" + limit);
    }
    if (!limited && limit != 0) {
      throw new IllegalArgumentException(kind + " takes no limit: limit=" + limit);
    }
  }

  /**
   * {@return a bound on held bytes}
   *
   * @param limit the most bytes that will be held; positive
   */
  public static Bound bytes(long limit) {
    return new Bound(Kind.BYTES, limit);
  }

  /**
   * {@return a bound on held entries}
   *
   * @param limit the most entries that will be held; positive
   */
  public static Bound entries(long limit) {
    return new Bound(Kind.ENTRIES, limit);
  }

  /** {@return no promise at all} */
  public static Bound none() {
    return NO_BOUND;
  }

  /** {@return the promise that all of it will be released together} */
  public static Bound batch() {
    return ONE_BATCH;
  }
}

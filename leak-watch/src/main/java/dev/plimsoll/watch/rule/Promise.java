package dev.plimsoll.watch.rule;

/**
 * What an owner promised about its growth.
 *
 * @param kind which promise
 * @param limit the bound in the unit of the samples; 0 where there is none
 */
public record Promise(Kind kind, long limit) {

  /** The kinds of promise. */
  public enum Kind {
    /** Stays at or below the limit. */
    BOUNDED,
    /** Grows, and is released as a whole. */
    BATCH,
    /** Nothing. */
    NONE
  }

  /**
   * {@return the promise to stay at or below a limit}
   *
   * @param limit in the unit of the samples
   */
  public static Promise atMost(long limit) {
    return new Promise(Kind.BOUNDED, limit);
  }

  /** {@return the promise to release all together} */
  public static Promise batch() {
    return new Promise(Kind.BATCH, 0);
  }

  /** {@return no promise} */
  public static Promise none() {
    return new Promise(Kind.NONE, 0);
  }

  boolean isBrokenBy(long held) {
    return kind == Kind.BOUNDED && held > limit;
  }
}

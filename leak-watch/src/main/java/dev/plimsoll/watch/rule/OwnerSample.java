package dev.plimsoll.watch.rule;

import java.util.function.LongUnaryOperator;

/**
 * What an owner holds at one moment. The unit is bytes, or entries where bytes are unknown; it must
 * not change.
 *
 * @param held how much is held
 * @param newestId the id after the last one given out; 0 when ages are unknown
 * @param heldBefore how much of what is held was born before an id; never called when ages are
 *     unknown
 */
public record OwnerSample(long held, long newestId, LongUnaryOperator heldBefore) {

  /**
   * {@return a sample of an owner whose ages are known}
   *
   * @param held how much is held
   * @param newestId the id after the last one given out; positive once anything was held
   * @param heldBefore how much of what is held was born before an id
   */
  public static OwnerSample of(long held, long newestId, LongUnaryOperator heldBefore) {
    return new OwnerSample(held, newestId, heldBefore);
  }

  /**
   * {@return a sample of an owner whose ages nobody knows}
   *
   * @param held how much is held
   */
  public static OwnerSample withoutAges(long held) {
    return new OwnerSample(held, 0, id -> 0);
  }

  boolean agesKnown() {
    return newestId > 0;
  }
}

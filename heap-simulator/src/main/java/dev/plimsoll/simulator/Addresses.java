package dev.plimsoll.simulator;

/**
 * The simulated address space, in words of 8 bytes. One comparison tells young from old, which is
 * all that a write barrier asks.
 *
 * <p>From low to high: two semi-spaces; young large objects, each one address; pages of the old
 * generation; old large objects, each one address.
 */
final class Addresses {

  static final int WORD_BYTES = 8;

  /** Young large objects start here; the semi-spaces, at most 1 GB each, lie below. */
  static final int YOUNG_LARGE = 0x1000_0000;

  /** The old generation starts here. */
  static final int OLD = 0x1800_0000;

  /** Old large objects start here. */
  static final int OLD_LARGE = 0x6000_0000;

  /** The address of what is dead, and of handle 0. Old, so that a barrier ignores it. */
  static final int NONE = Integer.MAX_VALUE;

  private Addresses() {}

  static boolean isYoung(int address) {
    return address < OLD;
  }

  static boolean isLarge(int address) {
    return address >= OLD_LARGE || isYoungLarge(address);
  }

  static boolean isYoungLarge(int address) {
    return address >= YOUNG_LARGE && address < OLD;
  }
}

package dev.plimsoll.retention;

/**
 * How an event stands in a journal: one word with the bytes above its kind; an id that cannot be
 * told from those before it, and bytes that do not fit, follow in words of their own.
 */
final class JournalWord {

  /** The kind of an event that retains; of others it is the cause. */
  static final int RETAINED = 7;

  static final int KIND = 7;
  static final int ID_FOLLOWS = 1 << 3;
  static final int BYTES_FOLLOW = 1 << 4;

  private static final int SHIFT = 5;
  private static final ReleaseCause[] CAUSES = ReleaseCause.values();

  private JournalWord() {}

  static boolean holds(long bytes) {
    return bytes << SHIFT >> SHIFT == bytes;
  }

  static long of(long bytes, int kind) {
    return bytes << SHIFT | kind;
  }

  static long bytes(long word) {
    return word >> SHIFT;
  }

  @SuppressWarnings("EnumOrdinal") // Never leaves the process.
  static int kind(ReleaseCause cause) {
    return cause.ordinal();
  }

  static ReleaseCause cause(long word) {
    return CAUSES[(int) word & KIND];
  }
}

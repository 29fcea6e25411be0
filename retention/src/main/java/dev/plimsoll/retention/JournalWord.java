package dev.plimsoll.retention;

/**
 * How events stand in a journal. Most take one word, with the bytes above its kind; an id that
 * cannot be told from those before it, or bytes that do not fit, follow in words of their own. What
 * every put on a full map does, one comes and the oldest is evicted, is one word as well.
 */
final class JournalWord {

  /** The kind of an event that retains. Of one that releases it is the cause. */
  static final int RETAINED = 7;

  /** One is retained, and the next to leave is evicted. */
  static final int EXCHANGED = 8;

  static final int KIND = 15;

  /** What the word has no room for follows. */
  static final int LONG_FORM = 1 << 4;

  private static final int SHIFT = 5;
  private static final int SHIFT_OF_EVICTED = 34;
  private static final int UNUSED_OF_EXCHANGED = 64 - SHIFT_OF_EVICTED + SHIFT;
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

  /** Whether both fit; 256 MiB do. */
  static boolean holdsBoth(long retained, long evicted) {
    return retained << UNUSED_OF_EXCHANGED >> UNUSED_OF_EXCHANGED == retained
        && evicted << UNUSED_OF_EXCHANGED >> UNUSED_OF_EXCHANGED == evicted;
  }

  static long ofBoth(long retained, long evicted) {
    long lower = retained << UNUSED_OF_EXCHANGED >>> (UNUSED_OF_EXCHANGED - SHIFT);
    return evicted << SHIFT_OF_EVICTED | lower | EXCHANGED;
  }

  static long retainedOfBoth(long word) {
    return word << (UNUSED_OF_EXCHANGED - SHIFT) >> UNUSED_OF_EXCHANGED;
  }

  static long evictedOfBoth(long word) {
    return word >> SHIFT_OF_EVICTED;
  }

  @SuppressWarnings("EnumOrdinal") // Never leaves the process.
  static int kind(ReleaseCause cause) {
    return cause.ordinal();
  }

  static ReleaseCause cause(long word) {
    return CAUSES[(int) word & KIND];
  }
}

package dev.plimsoll.external.memcached;

/** Memcached's way to tell when an item ends. */
final class MemcachedTime {

  /** An item that has ended already. */
  static final int ENDED = -1;

  private static final long THIRTY_DAYS_SECONDS = 30L * 24 * 60 * 60;

  private MemcachedTime() {}

  /**
   * {@return the "exptime" of an item}
   *
   * <p>The server counts whole seconds of a clock that ticks once a second, so one is added: the
   * envelope ends the entry to the millisecond. It takes a number over thirty days for a moment
   * since 1970, which without conversion is long ago: the item would be lost at once.
   *
   * @param ttlMillis how long; 0 for ever
   * @param nowMillis milliseconds since 1970
   */
  static int exptime(long ttlMillis, long nowMillis) {
    if (ttlMillis == 0) {
      return 0;
    }
    long seconds = Math.floorDiv(ttlMillis + 999, 1000) + 1;
    long told = seconds < THIRTY_DAYS_SECONDS ? seconds : nowMillis / 1000 + seconds;
    return (int) Math.min(told, Integer.MAX_VALUE);
  }
}

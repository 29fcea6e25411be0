package dev.plimsoll.external.internal;

/**
 * A server's word that entries changed. Opened by a near cache, which trusts its copies only while
 * the channel vouches for itself.
 */
public interface Invalidations {

  /** {@return a source that never says anything} */
  static Invalidations silent() {
    return Silent.INSTANCE;
  }

  /** {@return whether it tells anything at all} */
  boolean speaks();

  /**
   * Starts to listen; returns at once.
   *
   * @param listener what to tell
   * @return ends it
   */
  Channel listen(Listener listener);

  /** An open channel. */
  interface Channel extends AutoCloseable {
    /** {@return the {@link System#nanoTime()} up to which copies may be trusted} */
    long trustedUntilNanos();

    @Override
    void close();

    /** {@return a channel that vouches for ever, where a time to live is the bound instead} */
    static Channel always() {
      return Always.INSTANCE;
    }
  }

  /** What is told. */
  interface Listener {
    /** Somebody wrote this key. */
    void changed(String key);

    /** Everything may have changed: a new generation, a flush, or a gap in the channel. */
    void changedAll();
  }

  /** Vouches for ever. */
  enum Always implements Channel {
    /** The one value. */
    INSTANCE;

    private static final long FAR = System.nanoTime() + Long.MAX_VALUE / 2;

    @Override
    public long trustedUntilNanos() {
      return FAR;
    }

    @Override
    public void close() {}
  }

  /** The source that never says anything. */
  enum Silent implements Invalidations {
    /** The one value. */
    INSTANCE;

    @Override
    public boolean speaks() {
      return false;
    }

    @Override
    public Channel listen(Listener listener) {
      throw new UnsupportedOperationException(
          "this server tells nobody of writes: give the near cache a local time to live");
    }
  }
}

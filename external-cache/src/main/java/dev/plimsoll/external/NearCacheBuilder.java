package dev.plimsoll.external;

import dev.plimsoll.external.internal.Times;
import dev.plimsoll.retention.Footprint;
import dev.plimsoll.retention.RetentionListener;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The options of a near cache. Not safe for use by several threads.
 *
 * @param <V> the type of the values
 */
public final class NearCacheBuilder<V> {

  private static final int DEFAULT_LIMIT = 1000;

  final ExternalCache<V> remote;
  int limit = DEFAULT_LIMIT;
  Duration localTtl = Duration.ZERO;
  RetentionListener retention = RetentionListener.none();
  @Nullable Footprint<? super V> footprint;
  boolean recordsStats;

  NearCacheBuilder(ExternalCache<V> remote) {
    this.remote = remote;
  }

  /**
   * Bounds the entries held in process; the first to come is the first to go.
   *
   * @param entries positive; 1,000 unless told
   * @return this builder
   */
  public NearCacheBuilder<V> limit(int entries) {
    if (entries < 1) {
      throw new IllegalArgumentException("limit must be at least 1: " + entries);
    }
    limit = entries;
    return this;
  }

  /**
   * Bounds how long a copy is used without asking the server. Over servers that tell nobody of
   * writes this is the bound on staleness, and must be given; over Redis it is an extra.
   *
   * @param time at least one millisecond
   * @return this builder
   */
  public NearCacheBuilder<V> localTtl(Duration time) {
    localTtl = Times.bounded("localTtl", time);
    return this;
  }

  /**
   * Tells a listener of the copies held in process. Without a {@link #footprint} a copy counts the
   * bytes of its encoded value, as far as the cache below tells them.
   *
   * @param listener the listener
   * @return this builder
   */
  public NearCacheBuilder<V> retention(RetentionListener listener) {
    retention = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /**
   * Measures the copies held in process.
   *
   * @param measure tells how many bytes a value occupies; safe for many threads
   * @return this builder
   */
  public NearCacheBuilder<V> footprint(Footprint<? super V> measure) {
    footprint = Objects.requireNonNull(measure, "measure");
    return this;
  }

  /**
   * Counts near hits too, in {@link NearCache#nearHits()}; a counter costs as much as the hit.
   *
   * @return this builder
   */
  public NearCacheBuilder<V> recordStats() {
    recordsStats = true;
    return this;
  }

  /**
   * {@return the near cache}
   *
   * @throws IllegalStateException when a local time to live must be given and is not
   */
  public NearCache<V> build() {
    return new NearCache<>(this);
  }
}

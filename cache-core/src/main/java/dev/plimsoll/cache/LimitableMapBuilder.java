package dev.plimsoll.cache;

import dev.plimsoll.retention.Footprint;
import dev.plimsoll.retention.Footprints;
import dev.plimsoll.retention.RetentionBudget;
import dev.plimsoll.retention.RetentionListener;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link LimitableMap}. Each is checked where it is given. Not safe for use by
 * many threads.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class LimitableMapBuilder<K, V> {

  int limit = LimitableMap.DEFAULT_LIMIT;
  String name = "LimitableMap";
  long maxBytes = Long.MAX_VALUE;
  boolean passesByOversized;
  boolean secondChance;
  boolean recordsStats;
  @Nullable Footprint<? super V> footprint;
  @Nullable RetentionBudget budget;
  double budgetWeight;
  RetentionListener retention = RetentionListener.none();
  RemovalListener<? super K, ? super V> removalListener = RemovalListener.none();

  LimitableMapBuilder() {}

  static int checkLimit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1: limit=" + limit);
    }
    return limit;
  }

  static long checkMaxBytes(long maxBytes) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1: maxBytes=" + maxBytes);
    }
    return maxBytes;
  }

  static double checkWeight(double weight) {
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("weight must be positive and finite: weight=" + weight);
    }
    return weight;
  }

  /**
   * How many entries the map holds at most; {@value LimitableMap#DEFAULT_LIMIT} unless told.
   *
   * @param limit at least 1
   * @return this builder
   */
  public LimitableMapBuilder<K, V> limit(int limit) {
    this.limit = checkLimit(limit);
    return this;
  }

  /**
   * What reports call the map.
   *
   * @param name not blank
   * @return this builder
   */
  public LimitableMapBuilder<K, V> name(String name) {
    if (Objects.requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException("a map's name must not be blank: \"" + name + '"');
    }
    this.name = name;
    return this;
  }

  /**
   * Tells how many bytes a value occupies; asked once for each value that comes, with no lock held.
   * A footprint that throws, or answers a negative number, fails the operation and changes nothing.
   * See {@link Footprints} for those of common types.
   *
   * @param footprint what measures the values
   * @return this builder
   */
  public LimitableMapBuilder<K, V> footprint(Footprint<? super V> footprint) {
    this.footprint = Objects.requireNonNull(footprint, "footprint");
    return this;
  }

  /**
   * How many bytes all values together occupy at most, next to the count. Needs a {@link
   * #footprint}. A value that is heavier than this by itself is refused with an {@link
   * IllegalArgumentException}, unless {@link #passByOversized()}.
   *
   * @param maxBytes at least 1
   * @return this builder
   */
  public LimitableMapBuilder<K, V> maxBytes(long maxBytes) {
    this.maxBytes = checkMaxBytes(maxBytes);
    return this;
  }

  /**
   * Lets a value that is heavier than the whole map may be pass by: it is not stored, and what its
   * key held before is removed.
   *
   * @return this builder
   */
  public LimitableMapBuilder<K, V> passByOversized() {
    this.passesByOversized = true;
    return this;
  }

  /**
   * Sends an entry that was read since it came to the tail once, instead of evicting it (CLOCK:
   * Corbató, A paging experiment with the Multics system, 1968). The order is then no longer
   * strictly first in, first out.
   *
   * @return this builder
   */
  public LimitableMapBuilder<K, V> secondChance() {
    this.secondChance = true;
    return this;
  }

  /**
   * Counts hits, misses, loads and evictions.
   *
   * @return this builder
   */
  public LimitableMapBuilder<K, V> recordStats() {
    this.recordsStats = true;
    return this;
  }

  /**
   * Who hears what the map holds and lets go.
   *
   * @param listener nobody unless told
   * @return this builder
   */
  public LimitableMapBuilder<K, V> retention(RetentionListener listener) {
    this.retention = Objects.requireNonNull(listener, "retention listener");
    return this;
  }

  /**
   * Shares one bound in bytes with other containers. Needs a {@link #footprint}: an entry's bytes
   * are reserved before it comes, which may shed the oldest entries of any member on this thread.
   *
   * @param budget the bound to share
   * @param weight how large a share is this map's own, compared with the other members'; positive
   *     and finite
   * @return this builder
   */
  public LimitableMapBuilder<K, V> budget(RetentionBudget budget, double weight) {
    this.budget = Objects.requireNonNull(budget, "budget");
    this.budgetWeight = checkWeight(weight);
    return this;
  }

  /**
   * Who hears of each entry that left.
   *
   * @param listener nobody unless told
   * @return this builder
   */
  public LimitableMapBuilder<K, V> removalListener(RemovalListener<? super K, ? super V> listener) {
    this.removalListener = Objects.requireNonNull(listener, "removal listener");
    return this;
  }

  /** Whether entries must carry more than a key and a value. */
  boolean tracksEntries() {
    return footprint != null || secondChance || retention != RetentionListener.none();
  }

  /**
   * {@return a new, empty map}
   *
   * @throws IllegalStateException if bytes are bounded, or shared, and nothing measures them
   */
  public LimitableMap<K, V> build() {
    if (maxBytes != Long.MAX_VALUE && footprint == null) {
      throw new IllegalStateException(
          "maxBytes=" + maxBytes + " needs a footprint(...) that measures the values");
    }
    if (budget != null && footprint == null) {
      throw new IllegalStateException("a budget needs a footprint(...) that measures the values");
    }
    return new LimitableMap<>(this);
  }
}

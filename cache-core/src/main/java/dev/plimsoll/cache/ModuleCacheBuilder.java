package dev.plimsoll.cache;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Footprint;
import dev.plimsoll.retention.RetentionBudget;
import dev.plimsoll.retention.RetentionListener;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link ModuleCache}: those of Caffeine that keep it bounded and accountable. A
 * bound must be given, by {@link #limit}, {@link #maxBytes} or {@link #maxWeight}. Each option is
 * checked where it is given.
 *
 * <p>What Caffeine offers and this does not: {@code weakKeys} compare by identity, {@code
 * weakValues} and {@code softValues} leave when the collector likes, which nobody can account for;
 * an {@code evictionListener} runs under Caffeine's locks, where a {@link #removalListener} does
 * not; a {@code StatsCounter} of the caller's own would put a type of Caffeine's here; {@code
 * buildAsync} stores futures, whose bytes nobody can tell; {@code from(CaffeineSpec)} can ask for
 * all of these. The system's scheduler is not offered either: nobody could end its thread.
 *
 * <p>Not safe for use by many threads.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class ModuleCacheBuilder<K, V> {

  static final Executor CALLING_THREAD = Runnable::run;

  final CacheOwner owner;
  final String name;
  int limit;
  long maxBytes;
  long maxWeight;
  int initialCapacity;
  boolean recordsStats;
  Executor executor = CALLING_THREAD;
  RetentionListener retention = RetentionListener.none();
  RemovalListener<? super K, ? super V> removalListener = RemovalListener.none();
  double budgetWeight;
  @Nullable Duration expireAfterWrite;
  @Nullable Duration expireAfterAccess;
  @Nullable Duration refreshAfterWrite;
  @Nullable Function<? super K, ? extends @Nullable V> refresher;
  @Nullable Lifetime<? super K, ? super V> lifetime;
  @Nullable ToIntBiFunction<? super K, ? super V> weigher;
  @Nullable ScheduledExecutorService scheduler;
  @Nullable LongSupplier ticker;
  @Nullable Footprint<? super V> footprint;
  @Nullable RetentionBudget budget;

  ModuleCacheBuilder(CacheOwner owner, String name) {
    this.owner = owner;
    this.name = CacheRegistry.checkName("name", name);
  }

  /**
   * How many entries the cache holds at most. As Caffeine's, this bound may be passed for a moment:
   * by the entries that are being written.
   *
   * @param limit at least 1
   * @return this builder
   */
  public ModuleCacheBuilder<K, V> limit(int limit) {
    this.limit = LimitableMapBuilder.checkLimit(limit);
    return this;
  }

  /**
   * How many bytes all values together occupy at most, in place of a count. Needs a {@link
   * #footprint}. This bound, too, may be passed for a moment.
   *
   * @param maxBytes at least 1
   * @return this builder
   */
  public ModuleCacheBuilder<K, V> maxBytes(long maxBytes) {
    this.maxBytes = LimitableMapBuilder.checkMaxBytes(maxBytes);
    return this;
  }

  /**
   * How much all entries together weigh at most, in a unit of the caller's own, in place of a
   * count. This bound, too, may be passed for a moment.
   *
   * @param maxWeight at least 1
   * @param weigher asked for each entry that is written; its answer must not be negative
   * @return this builder
   */
  public ModuleCacheBuilder<K, V> maxWeight(
      long maxWeight, ToIntBiFunction<? super K, ? super V> weigher) {
    if (maxWeight < 1) {
      throw new IllegalArgumentException("maxWeight must be at least 1: maxWeight=" + maxWeight);
    }
    this.weigher = Objects.requireNonNull(weigher, "weigher");
    this.maxWeight = maxWeight;
    return this;
  }

  /**
   * Tells how many bytes a value occupies; asked once for each value that comes.
   *
   * @param footprint what measures the values
   * @return this builder
   */
  public ModuleCacheBuilder<K, V> footprint(Footprint<? super V> footprint) {
    this.footprint = Objects.requireNonNull(footprint, "footprint");
    return this;
  }

  /**
   * Lets an entry live for a time after it was written.
   *
   * @param time positive
   * @return this builder
   */
  public ModuleCacheBuilder<K, V> expireAfterWrite(Duration time) {
    this.expireAfterWrite = checkTime("expireAfterWrite", time);
    return this;
  }

  /**
   * Lets an entry live for a time after it was last read or written.
   *
   * @param time positive
   * @return this builder
   */
  public ModuleCacheBuilder<K, V> expireAfterAccess(Duration time) {
    this.expireAfterAccess = checkTime("expireAfterAccess", time);
    return this;
  }

  /**
   * Lets each entry live for a time of its own after it was created; a replaced value does not
   * prolong it. Excludes the other ways of expiry.
   *
   * @param time asked for each entry at that moment, under Caffeine's lock for its key; not
   *     negative
   * @return this builder
   */
  public ModuleCacheBuilder<K, V> expireAfterCreation(
      BiFunction<? super K, ? super V, Duration> time) {
    return lifetime(Lifetime.Start.CREATION, time);
  }

  /**
   * Lets each entry live for a time of its own after it was last written. Excludes the other ways
   * of expiry.
   *
   * @param time asked for each entry at that moment, under Caffeine's lock for its key; not
   *     negative
   * @return this builder
   */
  public ModuleCacheBuilder<K, V> expireAfterWrite(
      BiFunction<? super K, ? super V, Duration> time) {
    return lifetime(Lifetime.Start.WRITE, time);
  }

  /**
   * Lets each entry live for a time of its own after it was last read or written. Excludes the
   * other ways of expiry.
   *
   * @param time asked for each entry at that moment, under Caffeine's lock for its key; not
   *     negative
   * @return this builder
   */
  public ModuleCacheBuilder<K, V> expireAfterAccess(
      BiFunction<? super K, ? super V, Duration> time) {
    return lifetime(Lifetime.Start.ACCESS, time);
  }

  private ModuleCacheBuilder<K, V> lifetime(
      Lifetime.Start start, BiFunction<? super K, ? super V, Duration> time) {
    this.lifetime = new Lifetime<>(start, Objects.requireNonNull(time, "time"));
    return this;
  }

  /**
   * Reloads an entry that is read when its value is older than this. Readers get the old value
   * until the new one is there. Runs on the {@link #executor}, outside every lock: unless told on a
   * thread that reads, after it has its value.
   *
   * @param age positive
   * @param loader asked for the new value; null removes the entry
   * @return this builder
   */
  public ModuleCacheBuilder<K, V> refreshAfterWrite(
      Duration age, Function<? super K, ? extends @Nullable V> loader) {
    this.refreshAfterWrite = checkTime("refreshAfterWrite", age);
    this.refresher = Objects.requireNonNull(loader, "loader");
    return this;
  }

  /**
   * The clock of expiry and refresh, so that a test can turn it.
   *
   * @param nanos monotonic, in nanoseconds
   * @return this builder
   */
  public ModuleCacheBuilder<K, V> ticker(LongSupplier nanos) {
    this.ticker = Objects.requireNonNull(nanos, "nanos");
    return this;
  }

  /**
   * Where housekeeping and refreshes run; on the calling threads unless told, so that no thread
   * outlives the owner.
   *
   * @param executor of the caller's own
   * @return this builder
   */
  public ModuleCacheBuilder<K, V> executor(Executor executor) {
    this.executor = Objects.requireNonNull(executor, "executor");
    return this;
  }

  /**
   * Lets expired entries go in time, without waiting for the next operation.
   *
   * @param scheduler of the caller's own, who ends it before its class loader is let go
   * @return this builder
   */
  public ModuleCacheBuilder<K, V> scheduler(ScheduledExecutorService scheduler) {
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    return this;
  }

  /**
   * Room for so many entries from the start.
   *
   * @param entries at least 1
   * @return this builder
   */
  public ModuleCacheBuilder<K, V> initialCapacity(int entries) {
    if (entries < 1) {
      throw new IllegalArgumentException("initialCapacity must be at least 1: entries=" + entries);
    }
    this.initialCapacity = entries;
    return this;
  }

  /**
   * Counts hits, misses, loads and evictions.
   *
   * @return this builder
   */
  public ModuleCacheBuilder<K, V> recordStats() {
    this.recordsStats = true;
    return this;
  }

  /**
   * Who hears what the cache holds and lets go.
   *
   * @param listener nobody unless told
   * @return this builder
   */
  public ModuleCacheBuilder<K, V> retention(RetentionListener listener) {
    this.retention = Objects.requireNonNull(listener, "retention listener");
    return this;
  }

  /**
   * Shares one bound in bytes with other containers, next to its own. Needs a {@link #footprint}.
   *
   * @param budget the bound to share
   * @param weight how large a share is this cache's own; positive and finite
   * @return this builder
   */
  public ModuleCacheBuilder<K, V> budget(RetentionBudget budget, double weight) {
    this.budget = Objects.requireNonNull(budget, "budget");
    this.budgetWeight = LimitableMapBuilder.checkWeight(weight);
    return this;
  }

  /**
   * Who hears of each entry that left.
   *
   * @param listener nobody unless told
   * @return this builder
   */
  public ModuleCacheBuilder<K, V> removalListener(RemovalListener<? super K, ? super V> listener) {
    this.removalListener = Objects.requireNonNull(listener, "removal listener");
    return this;
  }

  /**
   * Builds the cache and registers it under its owner.
   *
   * @return a new, empty cache
   * @throws IllegalStateException if no bound was given, or more than one; if bytes are bounded or
   *     shared and nothing measures them; if a time for all entries and one for each were given; or
   *     if the owner has a live cache of this name
   */
  public ModuleCache<K, V> build() {
    int bounds = (limit > 0 ? 1 : 0) + (maxBytes > 0 ? 1 : 0) + (maxWeight > 0 ? 1 : 0);
    if (bounds != 1) {
      throw refused(
          "needs exactly one bound: call one of limit(entries), maxBytes(bytes) and"
              + " maxWeight(weight, weigher) before build(); calls="
              + bounds);
    }
    if (footprint == null && (maxBytes > 0 || budget != null)) {
      throw refused("bounds or shares bytes: call footprint(...) to measure them");
    }
    if (lifetime != null && (expireAfterWrite != null || expireAfterAccess != null)) {
      throw refused(
          "expires after one time for all entries and after one for each: give a Duration, or a"
              + " function, not both");
    }
    return new ModuleCache<>(this);
  }

  private IllegalStateException refused(String why) {
    return new IllegalStateException("cache \"" + name + "\" " + why);
  }

  Scale<V> scale() {
    return new Scale<>(footprint, maxBytes == 0 ? Long.MAX_VALUE : maxBytes, false);
  }

  Bound bound() {
    if (maxWeight > 0) {
      // A unit of the caller's own says nothing to who watches entries and bytes.
      return Bound.none();
    }
    return maxBytes > 0 ? Bound.bytes(maxBytes) : Bound.entries(limit);
  }

  private static Duration checkTime(String option, Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(option + " must be positive: " + time);
    }
    return time;
  }
}

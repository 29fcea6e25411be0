package dev.plimsoll.cache;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.RetentionListener;
import dev.plimsoll.retention.Sheddable;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map that never holds more than its limit: the key that was inserted first is the first to go.
 *
 * <p><b>Order.</b> First in, first out, by insertion: replacing a value keeps its key's place;
 * removing a key and inserting it again puts it at the tail. Whatever creates a mapping inserts at
 * the tail.
 *
 * <p><b>Bound.</b> {@code size() <= limit()} at every moment and for every observer: the oldest
 * entry leaves in the very step in which the new one comes.
 *
 * <p><b>Reads</b> take no lock and write nothing (but one bit, once, with {@link
 * LimitableMapBuilder#secondChance() second chance}). There is no thread, no executor and no
 * housekeeping behind the map. Changes of the structure take one lock, under which nothing of the
 * caller's runs but {@code equals}, {@code hashCode} and {@code compareTo} of keys. If one of these
 * changes the structure in its turn, it gets an {@link IllegalStateException}. Waiting for the lock
 * pins no virtual thread.
 *
 * <p><b>Loads.</b> {@link #computeIfAbsent} runs its function once for a key under any race,
 * outside every lock. Recursion on other keys works; on the same key, directly or in a circle
 * through other keys or threads, it is an {@link IllegalStateException}. If a load throws, those
 * who waited for it load themselves. If the key is removed or the map cleared meanwhile, the caller
 * gets the loaded value and it is not stored; if the key is put meanwhile, the put wins and is what
 * the caller gets. The functions of {@code compute}, {@code computeIfPresent} and {@code merge} may
 * run again after a lost race, as {@link ConcurrentMap} allows.
 *
 * <p><b>Iteration</b> is in insertion order and weakly consistent; it ends at what was the youngest
 * entry when it began, and gives no key twice and no more entries than the limit. Entries are
 * snapshots whose {@code setValue} replaces the value if the key is still there. With second
 * chance, an entry that is sent to the tail during an iteration may be missed by it.
 *
 * <p>Null keys and values are refused. Safe for use by many threads.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class LimitableMap<K, V> extends AbstractMap<K, V>
    implements ConcurrentMap<K, V>, Clearable, Sheddable {

  /** The limit of a map that was given none. */
  public static final int DEFAULT_LIMIT = 10;

  private final BoundedStore<K, V> store;
  private final HashIndex<K, V> index;
  private final Announcer<K, V> announcer;
  private final MapWriter<K, V> writer;
  private final BulkRemoval<K, V> bulk;
  private final StatsCounter stats;
  private final boolean weighs;
  private final boolean marksReads;
  private final boolean observesReads;
  private final Owner owner;

  /** Makes a map that holds {@value #DEFAULT_LIMIT} entries. */
  public LimitableMap() {
    this(LimitableMap.<K, V>builder());
  }

  /**
   * Makes a map that holds {@code limit} entries.
   *
   * @param limit at least 1
   */
  public LimitableMap(int limit) {
    this(LimitableMap.<K, V>builder().limit(limit));
  }

  LimitableMap(LimitableMapBuilder<K, V> options) {
    stats = options.recordsStats ? new StatsCounter.Striped() : StatsCounter.DISABLED;
    weighs = options.footprint != null;
    marksReads = options.secondChance;
    observesReads = options.secondChance || options.recordsStats;
    owner = Owner.named(options.name, boundOf(options)).heldBy(this);
    RunningLoads<V> running = new RunningLoads<>();
    EntryJournal journal = EntryJournal.of(options.retention, owner);
    store =
        new BoundedStore<>(
            options.limit, options.maxBytes, options.secondChance, running, stats, journal);
    index = store.index();
    announcer =
        new Announcer<>(
            owner,
            journal.isKept() ? RetentionListener.none() : options.retention,
            options.removalListener,
            options.budget == null ? null : options.budget.join(owner, this, options.budgetWeight),
            journal);
    bulk = new BulkRemoval<>(store, announcer);
    writer =
        new MapWriter<>(
            store,
            announcer,
            new Scale<>(options.footprint, options.maxBytes, options.passesByOversized),
            options.tracksEntries(),
            running,
            stats);
  }

  private static Bound boundOf(LimitableMapBuilder<?, ?> options) {
    return options.maxBytes == Long.MAX_VALUE
        ? Bound.entries(options.limit)
        : Bound.bytes(options.maxBytes);
  }

  /**
   * {@return a builder}
   *
   * @param <K> the type of the keys
   * @param <V> the type of the values
   */
  public static <K, V> LimitableMapBuilder<K, V> builder() {
    return new LimitableMapBuilder<>();
  }

  /** {@return how many entries the map holds at most} */
  public int limit() {
    return store.limit();
  }

  /** {@return the owner under which the map reports what it holds} */
  public Owner owner() {
    return owner;
  }

  /** {@return the entry that is the next to go, as it was when it was looked at} */
  public Optional<Map.Entry<K, V>> oldest() {
    FifoWalk<K, V> walk = store.walk();
    return walk.next() == null
        ? Optional.empty()
        : Optional.of(Map.entry(walk.key(), walk.value()));
  }

  /** {@return what the map counted; all zero unless it was built with {@code recordStats()}} */
  @Override
  public MapStats stats() {
    return stats.snapshot();
  }

  /**
   * Sheds the oldest entries. Writers wait for a time in proportion to what is shed.
   *
   * @param n how many; not negative
   * @return how many there were to shed
   */
  public int evict(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("n must not be negative: n=" + n);
    }
    return bulk.evict(n);
  }

  /**
   * Changes the limit; what is over the new one is shed at once, oldest first. Writers wait for a
   * time in proportion to what is shed.
   *
   * @param limit at least 1
   */
  public void resize(int limit) {
    bulk.resize(LimitableMapBuilder.checkLimit(limit));
  }

  /**
   * {@inheritDoc}
   *
   * <p>A map without a footprint cannot tell what it would free: it sheds nothing and answers 0.
   */
  @Override
  public long shed(long bytes) {
    return bulk.shed(bytes);
  }

  /** Empties the map in one step. Loads that are under way will not store what they load. */
  @Override
  public void clear() {
    bulk.clear(size());
  }

  @Override
  public int size() {
    return index.size();
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public long entries() {
    return size();
  }

  @Override
  public long bytes() {
    return weighs ? store.bytes() : UNKNOWN;
  }

  @Override
  public @Nullable V get(Object key) {
    int hash = HashIndex.hash(key);
    return observesReads ? observedGet(key, hash) : index.read(key, hash);
  }

  private @Nullable V observedGet(Object key, int hash) {
    V value = marksReads ? index.readAndMark(key, hash) : index.read(key, hash);
    stats.read(value != null);
    return value;
  }

  @Override
  public V getOrDefault(Object key, V otherwise) {
    V value = get(key);
    return value == null ? otherwise : value;
  }

  @Override
  public boolean containsKey(Object key) {
    return index.read(key, HashIndex.hash(key)) != null;
  }

  @Override
  public boolean containsValue(Object value) {
    Objects.requireNonNull(value, "value");
    FifoWalk<K, V> walk = store.walk();
    while (walk.next() != null) {
      if (value.equals(walk.value())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable V put(K key, V value) {
    return writer.put(requireKey(key), requireValue(value));
  }

  @Override
  public @Nullable V putIfAbsent(K key, V value) {
    return writer.putIfAbsent(requireKey(key), requireValue(value));
  }

  @Override
  public @Nullable V remove(Object key) {
    return writer.remove(requireKey(key), null);
  }

  @Override
  public boolean remove(Object key, @Nullable Object value) {
    requireKey(key);
    while (value != null) {
      V present = index.read(key, HashIndex.hash(key));
      if (present == null || !value.equals(present)) {
        return false;
      }
      if (writer.remove(key, present) != null) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable V replace(K key, V value) {
    return writer.replace(requireKey(key), requireValue(value));
  }

  @Override
  public boolean replace(K key, V expected, V value) {
    return writer.replaceEqual(requireKey(key), requireValue(expected), requireValue(value));
  }

  @Override
  public @Nullable V computeIfAbsent(
      K key, Function<? super K, ? extends @Nullable V> mappingFunction) {
    Objects.requireNonNull(mappingFunction, "mappingFunction");
    V present = get(requireKey(key));
    return present != null ? present : writer.loads().load(key, mappingFunction);
  }

  @Override
  public @Nullable V computeIfPresent(
      K key, BiFunction<? super K, ? super V, ? extends @Nullable V> remappingFunction) {
    Objects.requireNonNull(remappingFunction, "remappingFunction");
    return writer.remap(
        requireKey(key), old -> old == null ? null : remappingFunction.apply(key, old));
  }

  @Override
  public @Nullable V compute(
      K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remappingFunction) {
    Objects.requireNonNull(remappingFunction, "remappingFunction");
    return writer.remap(requireKey(key), old -> remappingFunction.apply(key, old));
  }

  @Override
  public @Nullable V merge(
      K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> remappingFunction) {
    Objects.requireNonNull(remappingFunction, "remappingFunction");
    requireValue(value);
    return writer.remap(
        requireKey(key), old -> old == null ? value : remappingFunction.apply(old, value));
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    Objects.requireNonNull(action, "action");
    FifoWalk<K, V> walk = store.walk();
    while (walk.next() != null) {
      action.accept(walk.key(), walk.value());
    }
  }

  @Override
  public Set<K> keySet() {
    return new LiveView<>(
        this,
        Spliterator.ORDERED,
        () -> iterator((key, value) -> key),
        this::containsKey,
        key -> remove(key) != null);
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new LiveView<>(
        this,
        Spliterator.ORDERED,
        () -> iterator((key, value) -> new LiveEntry<>(key, value, writer)),
        this::containsEntry,
        entry ->
            entry instanceof Map.Entry<?, ?> e
                && e.getKey() != null
                && remove(e.getKey(), e.getValue()));
  }

  private boolean containsEntry(Object entry) {
    if (!(entry instanceof Map.Entry<?, ?> e) || e.getKey() == null || e.getValue() == null) {
      return false;
    }
    return e.getValue().equals(index.read(e.getKey(), HashIndex.hash(e.getKey())));
  }

  @Override
  public Collection<V> values() {
    return new LiveValues<>(this, Spliterator.ORDERED, () -> iterator((key, value) -> value));
  }

  private <T> Iterator<T> iterator(BiFunction<? super K, ? super V, ? extends T> shape) {
    return new LiveIterator<>(store, announcer, shape);
  }

  private static <T> T requireKey(T key) {
    return Objects.requireNonNull(key, "key");
  }

  private static <T> T requireValue(T value) {
    return Objects.requireNonNull(value, "value");
  }
}

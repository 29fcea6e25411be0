package dev.plimsoll.cache;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.RetentionListener;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A map that never holds more than its limit: the key that was first inserted is the first to go.
 * Replacing a value keeps its key's place.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class LimitableMap<K, V> extends AbstractMap<K, V>
    implements ConcurrentMap<K, V>, Clearable {

  /** The limit of a map that was given none. */
  public static final int DEFAULT_LIMIT = 10;

  private record Held<V>(V value, long id) {}

  private final Object lock = new Object();
  private final LinkedHashMap<K, Held<V>> held = new LinkedHashMap<>();
  private final RetentionListener retention;
  private final RemovalListener<? super K, ? super V> removals;
  private final Owner owner;
  private int limit;
  private long lastId;

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
    limit = options.limit;
    retention = options.retention;
    removals = options.removalListener;
    owner = Owner.named(options.name, Bound.entries(limit)).heldBy(this);
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

  static int checkLimit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1: limit=" + limit);
    }
    return limit;
  }

  /** {@return how many entries the map holds at most} */
  public int limit() {
    synchronized (lock) {
      return limit;
    }
  }

  /** {@return the owner under which the map reports what it holds} */
  public Owner owner() {
    return owner;
  }

  /** {@return the entry that is the next to go} */
  public Optional<Map.Entry<K, V>> oldest() {
    return snapshot().stream().findFirst();
  }

  /**
   * Sheds the oldest entries.
   *
   * @param n how many; not negative
   * @return how many there were to shed
   */
  public int evict(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("n must not be negative: n=" + n);
    }
    return shrinkTo(size() - n, RemovalCause.EVICTED);
  }

  /**
   * Changes the limit; what is over the new one is shed at once, oldest first.
   *
   * @param limit at least 1
   */
  public void resize(int limit) {
    synchronized (lock) {
      this.limit = checkLimit(limit);
    }
    shrinkTo(limit, RemovalCause.RESIZED);
  }

  private int shrinkTo(int target, RemovalCause cause) {
    int shed = 0;
    synchronized (lock) {
      while (held.size() > Math.max(target, 0)) {
        evictOldest(cause);
        shed++;
      }
    }
    return shed;
  }

  private void evictOldest(RemovalCause cause) {
    Iterator<Map.Entry<K, Held<V>>> entries = held.entrySet().iterator();
    Map.Entry<K, Held<V>> oldest = entries.next();
    entries.remove();
    tellLeft(oldest.getKey(), oldest.getValue(), cause);
  }

  private void tellLeft(K key, Held<V> left, RemovalCause cause) {
    retention.released(owner, left.id(), RetentionListener.UNKNOWN_BYTES, cause.releaseCause());
    removals.removed(key, left.value(), cause);
  }

  private Held<V> hold(V value) {
    Held<V> fresh = new Held<>(value, ++lastId);
    retention.retained(owner, fresh.id(), RetentionListener.UNKNOWN_BYTES);
    return fresh;
  }

  @Override
  public int size() {
    synchronized (lock) {
      return held.size();
    }
  }

  @Override
  public long entries() {
    return size();
  }

  @Override
  public @Nullable V get(Object key) {
    synchronized (lock) {
      Held<V> found = held.get(Objects.requireNonNull(key, "key"));
      return found == null ? null : found.value();
    }
  }

  @Override
  public boolean containsKey(Object key) {
    return get(key) != null;
  }

  @Override
  public @Nullable V put(K key, V value) {
    return store(key, value, false);
  }

  @Override
  public @Nullable V putIfAbsent(K key, V value) {
    return store(key, value, true);
  }

  private @Nullable V store(K key, V value, boolean onlyIfAbsent) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    synchronized (lock) {
      Held<V> old = held.get(key);
      if (old != null && onlyIfAbsent) {
        return old.value();
      }
      if (old == null && held.size() == limit) {
        evictOldest(RemovalCause.EVICTED);
      }
      held.put(key, hold(value));
      if (old == null) {
        return null;
      }
      tellLeft(key, old, RemovalCause.REPLACED);
      return old.value();
    }
  }

  @Override
  public @Nullable V remove(Object key) {
    synchronized (lock) {
      Held<V> old = held.remove(Objects.requireNonNull(key, "key"));
      if (old == null) {
        return null;
      }
      tellLeft(castKey(key), old, RemovalCause.REMOVED);
      return old.value();
    }
  }

  @SuppressWarnings("unchecked")
  private K castKey(Object key) {
    return (K) key;
  }

  @Override
  public boolean remove(Object key, @Nullable Object value) {
    synchronized (lock) {
      if (value == null || !value.equals(get(key))) {
        return false;
      }
      remove(key);
      return true;
    }
  }

  @Override
  public boolean replace(K key, V expected, V value) {
    Objects.requireNonNull(expected, "expected");
    synchronized (lock) {
      if (!expected.equals(get(key))) {
        return false;
      }
      put(key, value);
      return true;
    }
  }

  @Override
  public @Nullable V replace(K key, V value) {
    Objects.requireNonNull(value, "value");
    synchronized (lock) {
      return get(key) == null ? null : put(key, value);
    }
  }

  @Override
  public void clear() {
    shrinkTo(0, RemovalCause.CLEARED);
  }

  private List<Map.Entry<K, V>> snapshot() {
    synchronized (lock) {
      List<Map.Entry<K, V>> entries = new ArrayList<>(held.size());
      held.forEach((key, found) -> entries.add(new SimpleImmutableEntry<>(key, found.value())));
      return entries;
    }
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<K, V>> iterator() {
        Iterator<Map.Entry<K, V>> entries = snapshot().iterator();
        return new Iterator<>() {
          private Map.@Nullable Entry<K, V> last;

          @Override
          public boolean hasNext() {
            return entries.hasNext();
          }

          @Override
          public Map.Entry<K, V> next() {
            Map.Entry<K, V> next = entries.next();
            last = next;
            return next;
          }

          @Override
          public void remove() {
            if (last == null) {
              throw new IllegalStateException("next() comes first");
            }
            LimitableMap.this.remove(last.getKey());
            last = null;
          }
        };
      }

      @Override
      public int size() {
        return LimitableMap.this.size();
      }
    };
  }
}

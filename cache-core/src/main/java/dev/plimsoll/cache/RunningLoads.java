package dev.plimsoll.cache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The loads of one cache that are under way. Whoever writes or removes a key overtakes its load: in
 * the same step in which the change is made, so that what was loaded before it is never stored
 * after it.
 */
final class RunningLoads<K, V> {

  private final ConcurrentHashMap<K, Load<V>> running = new ConcurrentHashMap<>();

  /** How many there are at most: what every write looks at first. */
  private final AtomicInteger underWay = new AtomicInteger();

  /** Enters a load, unless there is one for its key already; answers that one. */
  @Nullable Load<V> begin(K key, Load<V> mine) {
    underWay.incrementAndGet();
    Load<V> other = running.putIfAbsent(key, mine);
    if (other != null) {
      underWay.decrementAndGet();
    }
    return other;
  }

  /** Ends a load that has begun. */
  void end(K key, Load<V> mine) {
    running.remove(key, mine);
    underWay.decrementAndGet();
  }

  boolean isLoading(Object key) {
    return underWay.get() != 0 && running.containsKey(key);
  }

  /** Marks a key's load as out of date. Whoever comes later loads anew. */
  void overtake(Object key) {
    if (underWay.get() != 0) {
      Load<V> load = running.remove(key);
      if (load != null) {
        load.overtake();
      }
    }
  }

  void overtakeAll() {
    running.keySet().forEach(this::overtake);
  }
}

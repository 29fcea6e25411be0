package dev.plimsoll.cache;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The loads of one cache that are under way. Whoever writes or removes a key overtakes its load: in
 * the same step in which the change is made, so that what was loaded before it is never stored
 * after it.
 */
final class RunningLoads<K, V> {

  private final ConcurrentHashMap<K, Load<V>> running = new ConcurrentHashMap<>();

  /** Enters a load, unless there is one for its key already; answers that one. */
  @Nullable Load<V> begin(K key, Load<V> mine) {
    return running.putIfAbsent(key, mine);
  }

  void end(K key, Load<V> mine) {
    running.remove(key, mine);
  }

  boolean isLoading(Object key) {
    return !running.isEmpty() && running.containsKey(key);
  }

  /** Marks a key's load as out of date. Whoever comes later loads anew. */
  void overtake(Object key) {
    if (!running.isEmpty()) {
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

package dev.plimsoll.cache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The loads of one cache that are under way. Whoever writes or removes a key overtakes its load: in
 * the same step in which the change is made, so that what was loaded before it is never stored
 * after it.
 */
final class RunningLoads<V> {

  private final ConcurrentHashMap<Object, Load<V>> running = new ConcurrentHashMap<>();

  /** How many there are at most: what every write looks at first. */
  private final AtomicInteger underWay = new AtomicInteger();

  /** Enters a load, unless there is one for its key already; answers that one. */
  @Nullable Load<V> begin(Load<V> mine) {
    underWay.incrementAndGet();
    Load<V> other = running.putIfAbsent(mine.key(), mine);
    if (other != null) {
      underWay.decrementAndGet();
    }
    return other;
  }

  /** Ends a load that has begun, though its key may have changed: once, by who began it. */
  void end(Load<V> mine) {
    forget(mine);
    underWay.decrementAndGet();
  }

  /** Makes room for another load of a key whose load has failed and is about to end. */
  void forget(Load<V> failed) {
    running.remove(failed.key(), failed);
  }

  boolean isLoading(Object key) {
    return underWay.get() != 0 && running.containsKey(FirmKey.of(key));
  }

  /** Marks a key's load as out of date. Whoever comes later loads anew. */
  void overtake(Object key) {
    if (underWay.get() != 0) {
      Load<V> load = running.remove(FirmKey.of(key));
      if (load != null) {
        load.overtake();
      }
    }
  }

  void overtakeAll() {
    for (Load<V> load : running.values()) {
      forget(load);
      load.overtake();
    }
  }
}

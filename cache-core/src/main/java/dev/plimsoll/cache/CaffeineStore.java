package dev.plimsoll.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Policy;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The Caffeine side of a {@link ModuleCache}. Caffeine tells what left while it holds its own
 * locks; it is put aside here and announced after the operation, by {@link #settle}.
 */
final class CaffeineStore<K, V> {

  private static final int SHED_BATCH = 64;

  private final Queue<Departure<K, V>> left = new ConcurrentLinkedQueue<>();
  private final Announcer<K, V> announcer;
  private final StatsCounter stats;
  private final Scale<V> scale;
  private final LongAdder bytes = new LongAdder();
  private final Cache<K, Held<V>> cache;
  private final Object bulk = new Object();
  private volatile @Nullable Thread bulkThread;
  private volatile RemovalCause bulkCause = RemovalCause.CLEARED;

  CaffeineStore(ModuleCacheBuilder<K, V> options, Announcer<K, V> announcer, StatsCounter stats) {
    this.announcer = announcer;
    this.stats = stats;
    this.scale = options.scale();
    this.cache = CaffeineFactory.build(options, this);
  }

  Announcer<K, V> announcer() {
    return announcer;
  }

  /** Whether somebody measures the values. */
  boolean weighs() {
    return scale.footprint() != null;
  }

  /** Weighs and announces a value that comes, before it is stored. */
  Held<V> arriving(V value) {
    long weight = scale.weigh(Objects.requireNonNull(value, "value"));
    Held<V> held = new Held<>(value, announcer.comes(weight), weight);
    count(held, 1);
    return held;
  }

  /** Takes back what was announced: the value was not stored. */
  void turnedAway(Held<V> held) {
    count(held, -1);
    announcer.turnedAway(held.id, held.bytes);
  }

  private void count(Held<V> held, int sign) {
    if (held.bytes > 0) {
      bytes.add(sign * held.bytes);
    }
  }

  ConcurrentMap<K, Held<V>> map() {
    return cache.asMap();
  }

  @Nullable Held<V> get(Object key) {
    return cache.asMap().get(key);
  }

  long size() {
    return cache.estimatedSize();
  }

  long bytes() {
    return weighs() ? bytes.sum() : Clearable.UNKNOWN;
  }

  void cleanUp() {
    cache.cleanUp();
    settle();
  }

  void clear() {
    inBulk(RemovalCause.CLEARED, cache::invalidateAll);
    settle();
  }

  long shed(long wanted) {
    long[] freed = {0};
    Policy.Eviction<K, Held<V>> eviction = cache.policy().eviction().orElseThrow();
    inBulk(RemovalCause.EVICTED, () -> freed[0] = shed(wanted, eviction));
    settle();
    return freed[0];
  }

  private long shed(long wanted, Policy.Eviction<K, Held<V>> eviction) {
    long freed = 0;
    while (freed < wanted) {
      Map<K, Held<V>> coldest = eviction.coldest(SHED_BATCH);
      if (coldest.isEmpty()) {
        return freed;
      }
      for (Map.Entry<K, Held<V>> entry : coldest.entrySet()) {
        if (freed < wanted && cache.asMap().remove(entry.getKey(), entry.getValue())) {
          freed += Math.max(0, entry.getValue().bytes);
        }
      }
    }
    return freed;
  }

  private void inBulk(RemovalCause cause, Runnable removal) {
    synchronized (bulk) {
      bulkCause = cause;
      bulkThread = Thread.currentThread();
      try {
        removal.run();
      } finally {
        bulkThread = null;
      }
    }
  }

  /** Hears from Caffeine, which may hold its locks, of an entry that left. */
  void putAside(
      @Nullable K key,
      @Nullable Held<V> held,
      com.github.benmanes.caffeine.cache.RemovalCause cause) {
    if (cause.wasEvicted()) {
      stats.evicted(1);
    }
    if (key == null || held == null) {
      return;
    }
    count(held, -1);
    if (announcer.isHeard()) {
      left.add(new Departure<>(key, held.value, translated(cause), held.id, held.bytes));
    }
  }

  private RemovalCause translated(com.github.benmanes.caffeine.cache.RemovalCause cause) {
    return switch (cause) {
      case REPLACED -> RemovalCause.REPLACED;
      case SIZE -> RemovalCause.EVICTED;
      case EXPIRED -> RemovalCause.EXPIRED;
      case EXPLICIT, COLLECTED ->
          bulkThread == Thread.currentThread() ? bulkCause : RemovalCause.REMOVED;
    };
  }

  /** Announces what left. With no lock held. */
  void settle() {
    for (Departure<K, V> gone = left.poll(); gone != null; gone = left.poll()) {
      announcer.left(gone);
    }
  }
}

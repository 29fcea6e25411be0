package dev.plimsoll.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Policy;
import java.lang.ref.Reference;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The Caffeine side of a {@link ModuleCache}. Caffeine tells what left, and asks for refreshes,
 * while it holds its own locks; both are put off until after the operation, to {@link #settle}.
 */
final class CaffeineStore<K, V> {

  private static final int SHED_BATCH = 64;

  private final Queue<Runnable> putOff = new ConcurrentLinkedQueue<>();

  /** The threads that remove many entries now, and why. */
  private final Map<Thread, RemovalCause> inBulk = new ConcurrentHashMap<>();

  private final Announcer<K, V> announcer;
  private final StatsCounter stats;
  private final Scale<V> scale;
  private final LongAdder bytes = new LongAdder();
  private final Cache<Object, Held<V>> cache;

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

  /** By {@link FirmKey firm keys}. */
  ConcurrentMap<Object, Held<V>> map() {
    return cache.asMap();
  }

  @Nullable Held<V> get(Object key) {
    Held<V> held = cache.asMap().get(FirmKey.of(key));
    settle();
    return held;
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
    Policy.Eviction<Object, Held<V>> eviction = cache.policy().eviction().orElseThrow();
    inBulk(RemovalCause.EVICTED, () -> freed[0] = shed(wanted, eviction));
    settle();
    return freed[0];
  }

  private long shed(long wanted, Policy.Eviction<Object, Held<V>> eviction) {
    long freed = 0;
    while (freed < wanted) {
      Map<Object, Held<V>> coldest = eviction.coldest(SHED_BATCH);
      if (coldest.isEmpty()) {
        return freed;
      }
      for (Map.Entry<Object, Held<V>> entry : coldest.entrySet()) {
        if (freed < wanted && cache.asMap().remove(entry.getKey(), entry.getValue())) {
          freed += Math.max(0, entry.getValue().bytes);
        }
      }
    }
    return freed;
  }

  private void inBulk(RemovalCause cause, Runnable removal) {
    Thread me = Thread.currentThread();
    inBulk.put(me, cause);
    try {
      removal.run();
    } finally {
      inBulk.remove(me);
    }
  }

  /**
   * Where Caffeine's tasks run: its housekeeping, a weak reference to the cache, where the user
   * says; the news of what left at once, for a budget that is over its limit counts on it.
   */
  Executor tasks(Executor housekeeping) {
    return task -> {
      if (task instanceof Reference<?>) {
        Housekeeping keeping = new Housekeeping(task);
        housekeeping.execute(keeping);
        keeping.askedBy = null;
      } else {
        task.run();
      }
    };
  }

  /** Settles, unless it is run by the very call that asks for it: under Caffeine's lock. */
  private final class Housekeeping implements Runnable {
    private final Runnable task;
    private @Nullable Thread askedBy = Thread.currentThread();

    Housekeeping(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      task.run();
      if (askedBy != Thread.currentThread()) {
        settle();
      }
    }
  }

  /** Hears from Caffeine, which may hold its locks, of an entry that left. */
  void putAside(
      @Nullable Object key,
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
      K left = FirmKey.keyOf(key);
      var gone = new Departure<>(left, held.value, translated(cause), held.id, held.bytes);
      putOff(() -> announcer.left(gone));
    }
  }

  private RemovalCause translated(com.github.benmanes.caffeine.cache.RemovalCause cause) {
    return switch (cause) {
      case REPLACED -> RemovalCause.REPLACED;
      case SIZE -> RemovalCause.EVICTED;
      case EXPIRED -> RemovalCause.EXPIRED;
      case EXPLICIT, COLLECTED -> inBulk.getOrDefault(Thread.currentThread(), RemovalCause.REMOVED);
    };
  }

  /** Runs something after the operation that is under way, with no lock held. */
  void putOff(Runnable task) {
    putOff.add(task);
  }

  /** Does what was put off. With no lock held. */
  void settle() {
    for (Runnable task = putOff.poll(); task != null; task = putOff.poll()) {
      task.run();
    }
  }
}

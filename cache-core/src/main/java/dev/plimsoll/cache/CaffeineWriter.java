package dev.plimsoll.cache;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a {@link CaffeineStore}: weighs and announces what comes, before; announces what left,
 * after; overtakes the loads that are under way.
 */
final class CaffeineWriter<K, V> implements InFlightLoads.Target<K, V> {

  private final CaffeineStore<K, V> store;
  private final Announcer<K, V> announcer;
  private final Scale<V> scale;
  private final RunningLoads<K, V> running = new RunningLoads<>();
  private final InFlightLoads<K, V> loads;

  CaffeineWriter(
      CaffeineStore<K, V> store, Announcer<K, V> announcer, Scale<V> scale, StatsCounter stats) {
    this.store = store;
    this.announcer = announcer;
    this.scale = scale;
    this.loads = new InFlightLoads<>(running, this, stats);
  }

  InFlightLoads<K, V> loads() {
    return loads;
  }

  boolean weighs() {
    return scale.footprint() != null;
  }

  @Nullable V put(K key, V value) {
    Held<V> fresh = arriving(key, value);
    running.overtake(key);
    V old = Held.valueOf(store.map().put(key, fresh));
    store.settle();
    return old;
  }

  @Nullable V putIfAbsent(K key, V value) {
    Held<V> fresh = arriving(key, value);
    running.overtake(key);
    Held<V> present = store.map().putIfAbsent(key, fresh);
    turnAwayIf(present != null, fresh);
    return Held.valueOf(present);
  }

  @Nullable V replace(K key, V value) {
    Held<V> fresh = arriving(key, value);
    Held<V> old = store.map().replace(key, fresh);
    turnAwayIf(old == null, fresh);
    return Held.valueOf(old);
  }

  boolean replace(K key, V expected, V value) {
    Held<V> fresh = arriving(key, value);
    boolean replaced = store.map().replace(key, wanted(expected), fresh);
    turnAwayIf(!replaced, fresh);
    return replaced;
  }

  @Nullable V remove(Object key) {
    // First the load, then the entry: what it stored before it was overtaken goes with the entry.
    running.overtake(key);
    V old = Held.valueOf(store.map().remove(key));
    store.settle();
    return old;
  }

  boolean remove(Object key, Object expected) {
    boolean removed = store.map().remove(key, wanted(expected));
    store.settle();
    return removed;
  }

  void clear() {
    running.overtakeAll();
    store.clear();
  }

  @Override
  public @Nullable V present(K key) {
    return Held.valueOf(store.get(key));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // whether this very one got in
  public V publish(K key, V loaded, Load<V> load) {
    Held<V> fresh = arriving(key, loaded);
    Held<V> stored;
    // Whoever overtakes this load waits for the store to be done, and then removes it.
    synchronized (load) {
      stored = store.map().computeIfAbsent(key, absent -> load.isOvertaken() ? null : fresh);
    }
    turnAwayIf(stored != fresh, fresh);
    return stored == null ? loaded : stored.value;
  }

  private Held<V> arriving(K key, V value) {
    Objects.requireNonNull(key, "key");
    long bytes = scale.weigh(Objects.requireNonNull(value, "value"));
    return new Held<>(value, announcer.comes(bytes), bytes);
  }

  private static <T> Held<T> wanted(T value) {
    return new Held<>(value, 0, 0);
  }

  private void turnAwayIf(boolean unused, Held<V> fresh) {
    if (unused) {
      announcer.turnedAway(fresh.id, fresh.bytes);
    }
    store.settle();
  }
}

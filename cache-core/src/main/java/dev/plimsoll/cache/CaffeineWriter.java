package dev.plimsoll.cache;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a {@link CaffeineStore}: weighs and announces what comes, before; announces what left,
 * after; overtakes the loads that are under way.
 */
final class CaffeineWriter<K, V> implements InFlightLoads.Target<K, V> {

  private final CaffeineStore<K, V> store;
  private final RunningLoads<V> running = new RunningLoads<>();
  private final InFlightLoads<K, V> loads;

  CaffeineWriter(CaffeineStore<K, V> store, StatsCounter stats) {
    this.store = store;
    this.loads = new InFlightLoads<>(running, this, stats, store.announcer().owner());
  }

  InFlightLoads<K, V> loads() {
    return loads;
  }

  @Nullable V put(K key, V value) {
    return Held.valueOf(
        bring(
            key,
            value,
            fresh -> {
              running.overtake(key);
              return store.map().put(FirmKey.of(key), fresh);
            },
            replaced -> true));
  }

  @Nullable V putIfAbsent(K key, V value) {
    return Held.valueOf(
        bring(
            key,
            value,
            fresh -> {
              running.overtake(key);
              return store.map().putIfAbsent(FirmKey.of(key), fresh);
            },
            Objects::isNull));
  }

  @Nullable V replace(K key, V value) {
    return Held.valueOf(
        bring(key, value, fresh -> store.map().replace(FirmKey.of(key), fresh), Objects::nonNull));
  }

  boolean replace(K key, V expected, V value) {
    return Boolean.TRUE.equals(
        bring(
            key,
            value,
            fresh -> store.map().replace(FirmKey.of(key), wanted(expected), fresh),
            Boolean.TRUE::equals));
  }

  @Nullable V remove(Object key) {
    // First the load, then the entry: what it stored before it was overtaken goes with the entry.
    running.overtake(key);
    V old = Held.valueOf(store.map().remove(FirmKey.of(key)));
    store.settle();
    return old;
  }

  boolean remove(Object key, Object expected) {
    boolean removed = store.map().remove(FirmKey.of(key), wanted(expected));
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
    Held<V> stored = null;
    try {
      // Whoever overtakes this load waits for the store to be done, and then removes it.
      synchronized (load) {
        stored =
            store
                .map()
                .computeIfAbsent(FirmKey.of(key), absent -> load.isOvertaken() ? null : fresh);
      }
      return stored == null ? loaded : stored.value;
    } finally {
      turnAwayIf(stored != fresh, fresh);
    }
  }

  /** Announces a value, takes a step with it, and takes that back unless the value got in. */
  private <R> @Nullable R bring(
      K key,
      V value,
      Function<? super Held<V>, ? extends @Nullable R> step,
      Predicate<@Nullable R> gotIn) {
    Held<V> fresh = arriving(key, value);
    boolean in = false;
    try {
      R answer = step.apply(fresh);
      in = gotIn.test(answer);
      return answer;
    } finally {
      turnAwayIf(!in, fresh);
    }
  }

  private Held<V> arriving(K key, V value) {
    Objects.requireNonNull(key, "key");
    return store.arriving(value);
  }

  private static <T> Held<T> wanted(T value) {
    return new Held<>(value, 0, 0);
  }

  private void turnAwayIf(boolean unused, Held<V> fresh) {
    if (unused) {
      store.turnedAway(fresh);
    }
    store.settle();
  }
}

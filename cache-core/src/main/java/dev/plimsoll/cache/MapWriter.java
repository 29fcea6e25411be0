package dev.plimsoll.cache;

import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a {@link BoundedStore}: weighs and announces what comes, before; announces what left,
 * after; and tells the loads that are under way. Holds no lock while it does.
 */
final class MapWriter<K, V> implements InFlightLoads.Target<K, V> {

  private final BoundedStore<K, V> store;
  private final HashIndex<K, V> index;
  private final Announcer<K, V> announcer;
  private final Scale<V> scale;
  private final boolean tracked;
  private final RunningLoads<V> running;
  private final InFlightLoads<K, V> loads;

  MapWriter(
      BoundedStore<K, V> store,
      Announcer<K, V> announcer,
      Scale<V> scale,
      boolean tracked,
      RunningLoads<V> running,
      StatsCounter stats) {
    this.store = store;
    this.index = store.index();
    this.announcer = announcer;
    this.scale = scale;
    this.tracked = tracked;
    this.running = running;
    this.loads = new InFlightLoads<>(running, this, stats, announcer.owner());
  }

  InFlightLoads<K, V> loads() {
    return loads;
  }

  @Nullable V put(K key, V value) {
    int hash = HashIndex.hash(key);
    V replaced = swap(key, hash, null, value);
    if (replaced != null) {
      return replaced;
    }
    long bytes = scale.weigh(value);
    if (bytes == Scale.TOO_HEAVY) {
      return remove(key, null);
    }
    Node<K, V> fresh = arriving(key, hash, value, bytes);
    Departures<K, V> gone = announcer.departures();
    boolean failed = true;
    try {
      V old = store.put(fresh, key, value, gone);
      failed = false;
      return old;
    } finally {
      turnAwayIf(failed, fresh);
      gone.announce();
    }
  }

  @Nullable V putIfAbsent(K key, V value) {
    V present = index.read(key, HashIndex.hash(key));
    if (present != null) {
      return present;
    }
    return insert(key, value, new Weight<>(scale), () -> true).present();
  }

  @Override
  public @Nullable V present(K key) {
    return index.read(key, HashIndex.hash(key));
  }

  @Override
  public V publish(K key, V loaded, Load<V> load) {
    V present = insert(key, loaded, new Weight<>(scale), () -> !load.isOvertaken()).present();
    return present != null ? present : loaded;
  }

  private Insertion<V> insert(K key, V value, Weight<V> weight, BooleanSupplier wanted) {
    long bytes = weight.of(value);
    if (bytes == Scale.TOO_HEAVY) {
      return Insertion.unwanted();
    }
    Node<K, V> fresh = arriving(key, HashIndex.hash(key), value, bytes);
    Departures<K, V> gone = announcer.departures();
    Insertion<V> insertion = Insertion.unwanted();
    try {
      insertion = store.putIfAbsent(fresh, key, wanted, gone);
      return insertion;
    } finally {
      turnAwayIf(!insertion.isDone(), fresh);
      gone.announce();
    }
  }

  /** Replaces a value; answers the one that was replaced, or null. */
  @Nullable V replace(K key, V value) {
    return replace(key, null, value, new Weight<>(scale));
  }

  /** Replaces a value that equals {@code expected}; answers whether it did. */
  boolean replaceEqual(K key, V expected, V value) {
    Weight<V> weight = new Weight<>(scale);
    V present = present(key);
    while (present != null && expected.equals(present)) {
      if (replace(key, present, value, weight) != null) {
        return true;
      }
      present = present(key);
    }
    return false;
  }

  /**
   * Replaces a value.
   *
   * @param expected the value to be replaced, by identity; null for any
   * @return the value that was replaced, or null
   */
  private @Nullable V replace(K key, @Nullable V expected, V value, Weight<V> weight) {
    int hash = HashIndex.hash(key);
    V present = index.read(key, hash);
    if (present == null || (expected != null && expected != present)) {
      return null;
    }
    V swapped = swap(key, hash, expected, value);
    if (swapped != null) {
      return swapped;
    }
    long bytes = weight.of(value);
    if (bytes == Scale.TOO_HEAVY) {
      return remove(key, expected);
    }
    Node<K, V> fresh = arriving(key, hash, value, bytes);
    Departures<K, V> gone = announcer.departures();
    V old = null;
    try {
      old = store.replace(fresh, key, expected, value, gone);
      return old;
    } finally {
      turnAwayIf(old == null, fresh);
      gone.announce();
    }
  }

  /**
   * Removes a key.
   *
   * @param expected the value to be removed, by identity; null for any
   * @return the value that was removed, or null
   */
  @Nullable V remove(Object key, @Nullable V expected) {
    int hash = HashIndex.hash(key);
    if (index.read(key, hash) == null && !running.isLoading(key)) {
      return null;
    }
    Departures<K, V> gone = announcer.departures();
    V old = store.remove(key, hash, expected, gone);
    gone.announce();
    return old;
  }

  /**
   * Puts what a function makes of a key's value in its place, null standing for no mapping; runs it
   * again after a lost race.
   */
  @Nullable V remap(K key, Function<? super @Nullable V, ? extends @Nullable V> remapping) {
    Weight<V> weight = new Weight<>(scale);
    while (true) {
      V old = present(key);
      V fresh = remapping.apply(old);
      if (exchange(key, old, fresh, weight)) {
        return fresh;
      }
    }
  }

  private boolean exchange(K key, @Nullable V old, @Nullable V fresh, Weight<V> weight) {
    if (old == null) {
      return fresh == null
          || (present(key) == null && insert(key, fresh, weight, () -> true).present() == null);
    }
    return (fresh == null ? remove(key, old) : replace(key, old, fresh, weight)) != null;
  }

  private @Nullable V swap(K key, int hash, @Nullable V expected, V value) {
    if (tracked) {
      return null;
    }
    V old = store.swap(key, hash, expected, value);
    if (old != null && announcer.isHeard()) {
      announcer.left(new Departure<>(key, old, RemovalCause.REPLACED, 0, 0));
    }
    return old;
  }

  private Node<K, V> arriving(K key, int hash, V value, long bytes) {
    return tracked
        ? new TrackedNode<>(hash, key, value, announcer.comes(bytes), bytes)
        : new Node<>(hash, key, value);
  }

  /** Takes back what was announced, if it did not get in: it was not wanted, or its key threw. */
  private void turnAwayIf(boolean unused, Node<K, V> fresh) {
    if (unused && fresh instanceof TrackedNode<K, V> tracked) {
      announcer.turnedAway(tracked.id(), tracked.bytes);
    }
  }
}

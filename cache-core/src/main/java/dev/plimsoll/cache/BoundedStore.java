package dev.plimsoll.cache;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a {@link LimitableMap} within their bounds. Reading takes no lock; one monitor
 * guards the structure: what comes, leaves, and the bytes. Nothing of the user's runs under it but
 * equals, hashCode and compareTo of keys.
 */
final class BoundedStore<K, V> {

  /** So that one insertion never pays for more second chances than this. */
  private static final int MOST_SECOND_CHANCES = 32;

  private final Object monitor = new Object();
  private final boolean secondChance;
  private final long maxBytes;
  private final RunningLoads<K, V> running;
  private final StatsCounter stats;

  private volatile Contents<K, V> contents = new Contents<>();
  private volatile int limit;
  private volatile long bytes;

  BoundedStore(
      int limit,
      long maxBytes,
      boolean secondChance,
      RunningLoads<K, V> running,
      StatsCounter stats) {
    this.running = running;
    this.stats = stats;
    this.limit = limit;
    this.maxBytes = maxBytes;
    this.secondChance = secondChance;
  }

  int limit() {
    return limit;
  }

  int size() {
    return contents.transition.visibleCount();
  }

  long bytes() {
    return bytes;
  }

  FifoWalk<K, V> walk() {
    return new FifoWalk<>(contents);
  }

  @Nullable V read(Object key, int hash) {
    Contents<K, V> seen = contents;
    Node<K, V> node = seen.index.find(key, hash);
    while (node != null) {
      V value = node.value;
      if (value == null) {
        value = seen.transition.valueOf(node);
      }
      if (value != null) {
        if (secondChance && node instanceof TrackedNode<K, V> tracked) {
          tracked.markRead();
        }
        return value;
      }
      // It left; a copy that took its place stands further on.
      node = HashIndex.findFrom(node.next, key, hash);
    }
    return null;
  }

  /**
   * Replaces a value by compare-and-set, without the monitor. For untracked nodes only.
   *
   * @param expected the value to be replaced, by identity; null for any
   * @return the value that was replaced, or null
   */
  @Nullable V swap(Object key, int hash, @Nullable V expected, V value) {
    Node<K, V> node = contents.index.find(key, hash);
    V old = node == null ? null : node.value;
    while (node != null && old != null && (expected == null || expected == old)) {
      if (node.replaceValue(old, value)) {
        return old;
      }
      old = node.value;
    }
    return null;
  }

  /** Inserts a node or replaces its key's value; answers the value that was replaced. */
  @Nullable V put(Node<K, V> fresh, K key, V value, Departures<K, V> gone) {
    synchronized (monitor) {
      Node<K, V> present = contents.index.find(key, fresh.hash);
      if (present == null) {
        insert(fresh, value, gone);
        running.overtake(key);
        return null;
      }
      return supersede(present, fresh, key, value, gone);
    }
  }

  /** Inserts a node if its key is absent and it is still wanted. */
  Insertion<V> putIfAbsent(
      Node<K, V> fresh, K key, V value, BooleanSupplier wanted, Departures<K, V> gone) {
    synchronized (monitor) {
      Node<K, V> present = contents.index.find(key, fresh.hash);
      if (present != null) {
        return Insertion.refusedBy(valueOf(present));
      }
      if (!wanted.getAsBoolean()) {
        return Insertion.unwanted();
      }
      // First the entry, then the load: whoever finds no load any more must find the entry.
      insert(fresh, value, gone);
      running.overtake(key);
      return Insertion.done();
    }
  }

  /**
   * Replaces a value.
   *
   * @param expected the value to be replaced, by identity; null for any
   * @return the value that was replaced, or null
   */
  @Nullable V replace(
      Node<K, V> fresh, K key, @Nullable V expected, V value, Departures<K, V> gone) {
    synchronized (monitor) {
      Node<K, V> present = contents.index.find(key, fresh.hash);
      return present == null || (expected != null && expected != present.value)
          ? null
          : supersede(present, fresh, key, value, gone);
    }
  }

  /**
   * Removes a key.
   *
   * @param expected the value to be removed, by identity; null for any
   * @return the value that was removed, or null
   */
  @Nullable V remove(Object key, int hash, @Nullable V expected, Departures<K, V> gone) {
    synchronized (monitor) {
      Node<K, V> present = contents.index.find(key, hash);
      running.overtake(key);
      return present == null ? null : takeOut(present, expected, RemovalCause.REMOVED, gone);
    }
  }

  /** Removes a node that a walk over {@code seen} came by, unless it has left already. */
  void remove(Contents<K, V> seen, Node<K, V> node, Departures<K, V> gone) {
    synchronized (monitor) {
      if (contents == seen && node.value != null) {
        takeOut(node, null, RemovalCause.REMOVED, gone);
      }
    }
  }

  /** Sheds the {@code n} oldest; answers how many there were. */
  int evict(int n, Departures<K, V> gone) {
    synchronized (monitor) {
      return shrinkTo(Math.max(0, contents.transition.count() - n), RemovalCause.EVICTED, gone);
    }
  }

  /** Sheds the oldest until {@code wanted} bytes are free; answers how many were freed. */
  long shed(long wanted, Departures<K, V> gone) {
    synchronized (monitor) {
      long before = bytes;
      while (before - bytes < wanted && bytes > 0) {
        evictOldest(RemovalCause.EVICTED, gone);
      }
      return before - bytes;
    }
  }

  int resize(int newLimit, Departures<K, V> gone) {
    synchronized (monitor) {
      limit = newLimit;
      return shrinkTo(newLimit, RemovalCause.RESIZED, gone);
    }
  }

  /** Empties the store in one step; the answer is no longer part of it. */
  Contents<K, V> clear() {
    synchronized (monitor) {
      running.overtakeAll();
      Contents<K, V> old = contents;
      contents = new Contents<>();
      bytes = 0;
      return old;
    }
  }

  private int shrinkTo(int target, RemovalCause cause, Departures<K, V> gone) {
    int shed = 0;
    while (contents.transition.count() > target) {
      evictOldest(cause, gone);
      shed++;
    }
    return shed;
  }

  private void evictOldest(RemovalCause cause, Departures<K, V> gone) {
    Node<K, V> oldest = contents.fifo.oldest();
    if (oldest != null) {
      takeOut(oldest, null, cause, gone);
    }
  }

  private void insert(Node<K, V> fresh, V value, Departures<K, V> gone) {
    Node<K, V> victim = lastVictim(fresh, gone);
    Contents<K, V> now = contents;
    Transition<K, V> step = now.transition;
    now.index.growFor(step.count() + (victim == null ? 1 : 0));
    step.begin(fresh, value);
    addOrAbort(now, fresh);
    V left = victim == null ? null : leave(step, victim);
    now.fifo.link(fresh);
    step.commit();
    fresh.setValue(value);
    now.fifo.show(fresh);
    if (victim != null && left != null) {
      dropped(now, victim, left, RemovalCause.EVICTED, gone);
    }
    step.end();
    addBytes(fresh, 1);
  }

  private void addOrAbort(Contents<K, V> now, Node<K, V> fresh) {
    boolean added = false;
    try {
      now.index.add(fresh);
      added = true;
    } finally {
      if (!added) {
        now.transition.abort();
      }
    }
  }

  private static <K, V> V leave(Transition<K, V> step, Node<K, V> victim) {
    while (true) {
      V value = valueOf(victim);
      if (step.leaves(victim, value)) {
        return value;
      }
    }
  }

  /**
   * Evicts until only one more has to go for {@code fresh} to fit, and answers that one: it leaves
   * in the very step in which the new one comes. Null if there is room already.
   */
  private @Nullable Node<K, V> lastVictim(Node<K, V> fresh, Departures<K, V> gone) {
    Node<K, V> victim = null;
    while (!fits(fresh, victim)) {
      if (victim != null) {
        takeOut(victim, null, RemovalCause.EVICTED, gone);
      }
      victim = victim();
      if (victim == null) {
        return null;
      }
    }
    return victim;
  }

  private boolean fits(Node<K, V> fresh, @Nullable Node<K, V> victim) {
    int left = contents.transition.count() - (victim == null ? 0 : 1);
    return left < limit && bytesOf(fresh) <= maxBytes - (bytes - bytesOf(victim));
  }

  private @Nullable Node<K, V> victim() {
    Node<K, V> oldest = contents.fifo.oldest();
    for (int chances = 0; secondChance && chances < MOST_SECOND_CHANCES; chances++) {
      if (!(oldest instanceof TrackedNode<K, V> tracked && tracked.wasRead())) {
        return oldest;
      }
      reinsert(tracked);
      oldest = contents.fifo.oldest();
    }
    return oldest;
  }

  /** Sends a node to the tail: as a copy, since walks count on a node's place. */
  private void reinsert(TrackedNode<K, V> node) {
    TrackedNode<K, V> copy = new TrackedNode<>(node.hash, node.key, node.id(), node.bytes);
    copy.setValue(valueOf(node));
    contents.index.swap(node, copy);
    node.setValue(null);
    node.key = null;
    contents.fifo.remove(node);
    contents.fifo.link(copy);
    contents.fifo.show(copy);
  }

  private @Nullable V takeOut(
      Node<K, V> node, @Nullable V expected, RemovalCause cause, Departures<K, V> gone) {
    Contents<K, V> now = contents;
    Transition<K, V> step = now.transition;
    V value = valueOf(node);
    while (expected == null || expected == value) {
      if (step.leaves(node, value)) {
        step.commit();
        dropped(now, node, value, cause, gone);
        step.end();
        return value;
      }
      step.abort();
      value = valueOf(node);
    }
    return null;
  }

  private void dropped(
      Contents<K, V> now, Node<K, V> node, V value, RemovalCause cause, Departures<K, V> gone) {
    now.index.remove(node);
    now.fifo.remove(node);
    gone.add(node, Objects.requireNonNull(node.key), value, cause);
    if (cause != RemovalCause.REMOVED) {
      stats.evicted(1);
    }
    node.key = null;
    addBytes(node, -1);
  }

  private @Nullable V supersede(
      Node<K, V> present, Node<K, V> fresh, K key, V value, Departures<K, V> gone) {
    if (!(present instanceof TrackedNode<K, V> old && fresh instanceof TrackedNode<K, V> by)) {
      return swapUnderMonitor(present, key, value, gone);
    }
    while (by.bytes - old.bytes > maxBytes - bytes) {
      Node<K, V> victim = contents.fifo.oldestExcept(present);
      if (victim == null) {
        break;
      }
      takeOut(victim, null, RemovalCause.EVICTED, gone);
    }
    V left = valueOf(present);
    gone.add(present, key, left, RemovalCause.REPLACED);
    addBytes(old, -1);
    old.setValue(value);
    old.adopt(by.id(), by.bytes);
    addBytes(old, 1);
    return left;
  }

  private V swapUnderMonitor(Node<K, V> present, K key, V value, Departures<K, V> gone) {
    V left = valueOf(present);
    while (!present.replaceValue(left, value)) {
      left = valueOf(present);
    }
    gone.add(present, key, left, RemovalCause.REPLACED);
    return left;
  }

  /** The value of a node that has not left; only the monitor's holder can take it. */
  private static <K, V> V valueOf(Node<K, V> node) {
    return Objects.requireNonNull(node.value);
  }

  private static long bytesOf(@Nullable Node<?, ?> node) {
    return node instanceof TrackedNode<?, ?> tracked ? Math.max(0, tracked.bytes) : 0;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // the monitor is held
  private void addBytes(Node<K, V> node, int sign) {
    long change = sign * bytesOf(node);
    if (change != 0) {
      bytes += change;
    }
  }
}

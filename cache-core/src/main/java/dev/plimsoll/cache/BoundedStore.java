package dev.plimsoll.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a {@link LimitableMap} within their bounds. Reading takes no lock; one monitor
 * guards the structure: what comes, leaves, and the bytes. Nothing of the user's runs under it but
 * equals, hashCode and compareTo of keys.
 */
final class BoundedStore<K, V> {

  private static final VarHandle BYTES;

  static {
    try {
      BYTES = MethodHandles.lookup().findVarHandle(BoundedStore.class, "bytes", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** So that nobody waits long for the monitor while an old list is drained. */
  private static final int DRAINED_AT_A_TIME = 256;

  private final StoreLock monitor = new StoreLock();
  private final Transition<K, V> step = new Transition<>();
  private final HashIndex<K, V> index = new HashIndex<>(step);
  private final boolean secondChance;
  private final boolean boundsBytes;
  private final long maxBytes;
  private final RunningLoads<V> running;
  private final StatsCounter stats;
  private final EntryJournal journal;

  private volatile Fifo<K, V> fifo = new Fifo<>();
  private volatile int limit;
  private volatile long bytes;

  BoundedStore(
      int limit,
      long maxBytes,
      boolean secondChance,
      RunningLoads<V> running,
      StatsCounter stats,
      EntryJournal journal) {
    this.journal = journal;
    this.running = running;
    this.stats = stats;
    this.limit = limit;
    this.boundsBytes = maxBytes != Long.MAX_VALUE;
    this.maxBytes = maxBytes;
    this.secondChance = secondChance;
  }

  HashIndex<K, V> index() {
    return index;
  }

  int limit() {
    return limit;
  }

  long bytes() {
    return bytes;
  }

  FifoWalk<K, V> walk() {
    return new FifoWalk<>(fifo, step);
  }

  /**
   * Replaces a value by compare-and-set, without the monitor. For untracked nodes only. One that
   * meets an eviction counts as having come before it.
   *
   * @param expected the value to be replaced, by identity; null for any
   * @return the value that was replaced; null if it must be tried under the monitor
   */
  @Nullable V swap(Object key, int hash, @Nullable V expected, V value) {
    Node<K, V> node = index.settled(key, hash);
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
    monitor.enter();
    try {
      Node<K, V> present = index.find(key, fresh.keyHash());
      if (present == null) {
        insert(fresh, gone);
        running.overtake(key);
        return null;
      }
      return supersede(present, fresh, key, value, gone);
    } finally {
      monitor.exit();
    }
  }

  /** Inserts a node if its key is absent and it is still wanted. */
  Insertion<V> putIfAbsent(Node<K, V> fresh, K key, BooleanSupplier wanted, Departures<K, V> gone) {
    monitor.enter();
    try {
      Node<K, V> present = index.find(key, fresh.keyHash());
      if (present != null) {
        return Insertion.refusedBy(valueOf(present));
      }
      if (!wanted.getAsBoolean()) {
        return Insertion.unwanted();
      }
      // First the entry, then the load: whoever finds no load any more must find the entry.
      insert(fresh, gone);
      running.overtake(key);
      return Insertion.done();
    } finally {
      monitor.exit();
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
    monitor.enter();
    try {
      Node<K, V> present = index.find(key, fresh.keyHash());
      return present == null || (expected != null && expected != present.value)
          ? null
          : supersede(present, fresh, key, value, gone);
    } finally {
      monitor.exit();
    }
  }

  /**
   * Removes a key.
   *
   * @param expected the value to be removed, by identity; null for any
   * @return the value that was removed, or null
   */
  @Nullable V remove(Object key, int hash, @Nullable V expected, Departures<K, V> gone) {
    monitor.enter();
    try {
      Node<K, V> present = index.find(key, hash);
      running.overtake(key);
      return present == null ? null : takeOut(present, expected, gone);
    } finally {
      monitor.exit();
    }
  }

  /** Removes a node that a walk over {@code seen} came by, unless it has left already. */
  void remove(Fifo<K, V> seen, Node<K, V> node, Departures<K, V> gone) {
    monitor.enter();
    try {
      if (fifo == seen && node.value != null) {
        shed(node, RemovalCause.REMOVED, gone);
      }
    } finally {
      monitor.exit();
    }
  }

  /** Sheds the {@code n} oldest; answers how many there were. */
  int evict(int n, Departures<K, V> gone) {
    monitor.enter();
    try {
      return shrinkTo(Math.max(0, step.count() - n), RemovalCause.EVICTED, gone);
    } finally {
      monitor.exit();
    }
  }

  /** Sheds the oldest until {@code wanted} bytes are free; answers how many were freed. */
  long shed(long wanted, Departures<K, V> gone) {
    monitor.enter();
    try {
      long before = bytes;
      while (before - bytes < wanted && bytes > 0) {
        shedOldest(RemovalCause.EVICTED, gone);
      }
      return before - bytes;
    } finally {
      monitor.exit();
    }
  }

  int resize(int newLimit, Departures<K, V> gone) {
    monitor.enter();
    try {
      limit = newLimit;
      return shrinkTo(newLimit, RemovalCause.RESIZED, gone);
    } finally {
      monitor.exit();
    }
  }

  /** Empties the store in one step; answers the oldest node of what is to be drained, if any. */
  @Nullable Node<K, V> clear() {
    monitor.enter();
    try {
      running.overtakeAll();
      Fifo<K, V> old = fifo;
      index.clear();
      fifo = new Fifo<>();
      bytes = 0;
      return old.origin().younger();
    } finally {
      monitor.exit();
    }
  }

  /**
   * Takes some values out of a list that is no longer part of the store.
   *
   * @return the node to go on with; null when it was the last
   */
  @Nullable Node<K, V> drain(Node<K, V> from, Departures<K, V> gone) {
    monitor.enter();
    try {
      Node<K, V> node = from;
      for (int drained = 0; node != null && drained < DRAINED_AT_A_TIME; drained++) {
        if (node.key != null && node.value != null) {
          journal.left(node, RemovalCause.CLEARED);
          gone.add(node, RemovalCause.CLEARED);
        }
        node.key = null;
        node = node.younger();
      }
      return node;
    } finally {
      monitor.exit();
    }
  }

  private int shrinkTo(int target, RemovalCause cause, Departures<K, V> gone) {
    int shed = 0;
    while (step.count() > target) {
      shedOldest(cause, gone);
      shed++;
    }
    return shed;
  }

  private void shedOldest(RemovalCause cause, Departures<K, V> gone) {
    Node<K, V> oldest = fifo.oldest();
    if (oldest != null) {
      shed(oldest, cause, gone);
    }
  }

  private void insert(Node<K, V> fresh, Departures<K, V> gone) {
    Fifo<K, V> order = fifo;
    Node<K, V> victim = fits(fresh, null) ? null : lastVictim(fresh, gone);
    int count = step.count() + (victim == null ? 1 : 0);
    index.growFor(count);
    index.add(fresh);
    if (victim == null) {
      journal.came(fresh);
    } else {
      journal.cameFor(victim, fresh);
      victim.leave();
    }
    order.link(fresh);
    step.commit(count);
    fresh.settle();
    order.show(fresh);
    if (victim != null) {
      dropped(victim, RemovalCause.EVICTED, gone);
    }
    step.end();
    addBytes(fresh, 1);
  }

  /**
   * Evicts until only one more has to go for {@code fresh} to fit, and answers that one: it leaves
   * in the very step in which the new one comes. Null if there is room by now.
   */
  private @Nullable Node<K, V> lastVictim(Node<K, V> fresh, Departures<K, V> gone) {
    Node<K, V> victim = victim();
    while (victim != null && !fits(fresh, victim)) {
      shed(victim, RemovalCause.EVICTED, gone);
      victim = fits(fresh, null) ? null : victim();
    }
    return victim;
  }

  private boolean fits(Node<K, V> fresh, @Nullable Node<K, V> victim) {
    int left = step.count() - (victim == null ? 0 : 1);
    return left < limit && (!boundsBytes || bytesOf(fresh) <= maxBytes - (bytes - bytesOf(victim)));
  }

  private @Nullable Node<K, V> victim() {
    return secondChance ? SecondChance.victim(fifo, index) : fifo.oldest();
  }

  /** Takes a node out whatever its value is. */
  private void shed(Node<K, V> node, RemovalCause cause, Departures<K, V> gone) {
    node.leave();
    step.commit(step.count() - 1);
    journal.left(node, cause);
    dropped(node, cause, gone);
    step.end();
  }

  /** Takes a node out if it has the value that is expected; answers the value it had. */
  private @Nullable V takeOut(Node<K, V> node, @Nullable V expected, Departures<K, V> gone) {
    node.leave();
    if (expected != null && !step.withhold(node, expected)) {
      node.settle();
      return null;
    }
    step.commit(step.count() - 1);
    V value = expected != null ? expected : Objects.requireNonNull(node.takeValue());
    journal.left(node, RemovalCause.REMOVED);
    gone.add(node, Objects.requireNonNull(node.key), value, RemovalCause.REMOVED);
    unlink(node);
    step.end();
    return value;
  }

  private void dropped(Node<K, V> node, RemovalCause cause, Departures<K, V> gone) {
    gone.add(node, cause);
    unlink(node);
    if (cause != RemovalCause.REMOVED) {
      stats.evicted(1);
    }
  }

  /** Unlinks a node whose value was taken. */
  private void unlink(Node<K, V> node) {
    index.remove(node);
    fifo.remove(node);
    node.key = null;
    addBytes(node, -1);
  }

  private @Nullable V supersede(
      Node<K, V> present, Node<K, V> fresh, K key, V value, Departures<K, V> gone) {
    if (!(present instanceof TrackedNode<K, V> old && fresh instanceof TrackedNode<K, V> by)) {
      return swapUnderMonitor(present, key, value, gone);
    }
    while (by.bytes - old.bytes > maxBytes - bytes) {
      Node<K, V> victim = fifo.oldestExcept(present);
      if (victim == null) {
        break;
      }
      shed(victim, RemovalCause.EVICTED, gone);
    }
    V left = valueOf(present);
    gone.add(present, key, left, RemovalCause.REPLACED);
    journal.left(old, RemovalCause.REPLACED);
    journal.came(by);
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

  private void addBytes(Node<K, V> node, int sign) {
    long change = sign * bytesOf(node);
    if (change != 0) {
      BYTES.setRelease(this, bytes + change);
    }
  }
}

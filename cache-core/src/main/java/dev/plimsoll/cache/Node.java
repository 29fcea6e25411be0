package dev.plimsoll.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One entry: in a chain of the {@link HashIndex} and in the {@link Fifo} at once. 32 bytes with
 * compressed references.
 *
 * <p>Written under the store's monitor, but for the value, which is replaced by compare-and-set.
 * While a node arrives or leaves, its hash is negative and matches no key: whoever meets one asks
 * the {@link Transition}. A node that has left has no value, and never comes back.
 */
sealed class Node<K, V> extends FifoLink<K, V> permits TrackedNode, SpecialBin, FifoOrigin {

  /** The bits of a spread hash; the two others tell the state. */
  static final int HASH_BITS = (1 << 30) - 1;

  private static final int IN_TRANSITION = 1 << 31;
  private static final int LEAVING = 1 << 30;

  private static final VarHandle HASH;
  private static final VarHandle VALUE;
  private static final VarHandle NEXT;
  private static final VarHandle AFTER;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      HASH = lookup.findVarHandle(Node.class, "hash", int.class);
      VALUE = lookup.findVarHandle(Node.class, "value", Object.class);
      NEXT = lookup.findVarHandle(Node.class, "next", Node.class);
      AFTER = lookup.findVarHandle(Node.class, "after", FifoLink.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * The spread hash, so that neither growth nor eviction ever asks the key again; and the state.
   */
  volatile int hash;

  /** Null once the node has left, so that it keeps nothing alive. */
  @Nullable K key;

  volatile @Nullable V value;

  /** The next node of the chain. A node that has left keeps it, for readers that stand on it. */
  volatile @Nullable Node<K, V> next;

  /** The next younger node, or the way back. */
  volatile @Nullable FifoLink<K, V> after;

  /** A node that arrives. */
  Node(int hash, @Nullable K key, @Nullable V value) {
    // Plain stores: it is published by a later one.
    HASH.set(this, hash | IN_TRANSITION);
    this.key = key;
    VALUE.set(this, value);
  }

  /** Whether this settled node holds {@code key}. May run the key's own code. */
  final boolean holds(int hash, Object key) {
    return this.hash == hash && isKey(key);
  }

  /** Whether this node holds {@code key}, settled or not. May run the key's own code. */
  final boolean isFor(int hash, Object key) {
    return keyHash() == hash && isKey(key);
  }

  private boolean isKey(Object key) {
    K mine = this.key;
    return mine == key || (mine != null && key.equals(mine));
  }

  final int keyHash() {
    return hash & HASH_BITS;
  }

  /** Whether readers must not see it: it arrives, before the commit, or leaves, after it. */
  final boolean isHidden(boolean committed) {
    int seen = hash;
    return seen < 0 && ((seen & LEAVING) != 0) == committed;
  }

  /** It has arrived, or stays after all. */
  final void settle() {
    HASH.setRelease(this, keyHash());
  }

  final void leave() {
    HASH.setRelease(this, keyHash() | IN_TRANSITION | LEAVING);
  }

  final boolean replaceValue(@Nullable V expected, @Nullable V value) {
    return VALUE.compareAndSet(this, expected, value);
  }

  /** Takes the value away, whatever it is by now. */
  @SuppressWarnings("unchecked") // a V was stored
  @Nullable V takeValue() {
    return (V) VALUE.getAndSet(this, null);
  }

  final void setValue(@Nullable V value) {
    VALUE.setRelease(this, value);
  }

  final void setNext(@Nullable Node<K, V> next) {
    NEXT.setRelease(this, next);
  }

  final void setAfter(@Nullable FifoLink<K, V> after) {
    AFTER.setRelease(this, after);
  }

  /** The next younger node; null for the youngest. Under the monitor, for linked nodes. */
  final @Nullable Node<K, V> younger() {
    return (Node<K, V>) after;
  }
}

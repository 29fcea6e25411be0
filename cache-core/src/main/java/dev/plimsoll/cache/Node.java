package dev.plimsoll.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One entry: in a chain of the {@link HashIndex} and in the {@link Fifo} at once. 32 bytes with
 * compressed references.
 *
 * <p>Written under the store's monitor, but for the value, which is replaced by compare-and-set. A
 * value of null means that the node is arriving, leaving or gone; {@link Transition} knows which. A
 * node that has left never comes back.
 */
sealed class Node<K, V> extends FifoLink<K, V> permits TrackedNode, SpecialBin {

  private static final VarHandle VALUE;
  private static final VarHandle NEXT;
  private static final VarHandle AFTER;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      VALUE = lookup.findVarHandle(Node.class, "value", Object.class);
      NEXT = lookup.findVarHandle(Node.class, "next", Node.class);
      AFTER = lookup.findVarHandle(Node.class, "after", FifoLink.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The spread hash, so that neither growth nor eviction ever asks the key again. */
  final int hash;

  /** Null once the node has left, so that it keeps nothing alive. */
  @Nullable K key;

  volatile @Nullable V value;

  /** The next node of the chain. A node that has left keeps it, for readers that stand on it. */
  volatile @Nullable Node<K, V> next;

  /** The next younger node, or the way back. */
  volatile @Nullable FifoLink<K, V> after;

  Node(int hash, @Nullable K key) {
    this.hash = hash;
    this.key = key;
  }

  /** Whether this node holds {@code key}. May run the key's own code. */
  final boolean holds(int hash, Object key) {
    if (this.hash != hash) {
      return false;
    }
    K mine = this.key;
    return mine == key || (mine != null && key.equals(mine));
  }

  final boolean replaceValue(V expected, V value) {
    return VALUE.compareAndSet(this, expected, value);
  }

  /** Takes the value away, unless it is no longer {@code expected}. */
  final boolean takeValue(V expected) {
    return VALUE.compareAndSet(this, expected, null);
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

package dev.plimsoll.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Stands before the oldest node of a {@link Fifo} and knows the youngest: the two references that
 * each eviction stores. Never dead; succeeded by another now and then.
 */
final class FifoOrigin<K, V> extends Node<K, V> {

  private static final VarHandle YOUNGEST;

  static {
    try {
      YOUNGEST = MethodHandles.lookup().findVarHandle(FifoOrigin.class, "youngest", Node.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The way back of all nodes that left from the front. */
  final Unlinked<K, V> leftFromFront = new Unlinked<>(this);

  private volatile Node<K, V> youngest = this;

  /** Here, since each insertion takes possession of this object's cache line anyway. */
  private int insertions;

  FifoOrigin() {
    super(0, null, null);
  }

  /** The youngest linked node; this if there is none. */
  Node<K, V> youngest() {
    return youngest;
  }

  void show(Node<K, V> node) {
    YOUNGEST.setRelease(this, node);
  }

  int countInsertion() {
    return ++insertions;
  }

  /** Another origin of the same list, to which this one leads from now on. */
  FifoOrigin<K, V> succeeded() {
    FifoOrigin<K, V> heir = new FifoOrigin<>();
    heir.setAfter(after);
    heir.show(youngest == this ? heir : youngest);
    return heir;
  }
}

package dev.plimsoll.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The nodes in the order of their insertion: a singly linked list behind a sentinel. Written under
 * the store's monitor, walked without it by {@link FifoWalk}.
 *
 * <p>The oldest node is unlinked at once. A node that leaves from the middle, with its key and
 * value dropped already, stays linked until the sweep comes by: each such departure pays for
 * {@value #SWEEP_STEPS} steps of it, so dead nodes never outnumber the live ones by more than a
 * few, and no departure pays for a whole pass.
 */
final class Fifo<K, V> {

  private static final VarHandle YOUNGEST;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      YOUNGEST = lookup.findVarHandle(Fifo.class, "youngest", Node.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * A pass over L live and D dead nodes takes (L + D) / 4 departures, and a node may die behind the
   * sweep and wait for the next pass: D is at most (L + D) / 2.
   */
  private static final int SWEEP_STEPS = 4;

  /** Before the oldest; never dead, never unlinked. */
  final Node<K, V> origin = new Node<>(0, null, null);

  private final Unlinked<K, V> leftFromFront = new Unlinked<>(origin);
  private volatile Node<K, V> youngest = origin;
  private Node<K, V> sweptUpTo = origin;
  private int dead;

  /** The youngest linked node; the origin if there is none. */
  Node<K, V> youngest() {
    return youngest;
  }

  /** The oldest live node; null if there is none. Under the monitor. */
  @Nullable Node<K, V> oldest() {
    for (Node<K, V> node = origin.younger(); node != null; node = origin.younger()) {
      if (node.value != null) {
        return node;
      }
      unlink(origin, node);
      dead--;
    }
    return null;
  }

  /** The oldest live node but for one. Under the monitor. */
  @Nullable Node<K, V> oldestExcept(Node<K, V> kept) {
    Node<K, V> node = oldest();
    if (node == kept) {
      do {
        node = node.younger();
      } while (node != null && node.value == null);
    }
    return node;
  }

  /** Links a node without showing it to walks that begin now. */
  void link(Node<K, V> node) {
    youngest.setAfter(node);
  }

  /** Shows a linked node to walks. */
  void show(Node<K, V> node) {
    YOUNGEST.setRelease(this, node);
  }

  /** Takes out a node whose value has been taken. */
  void remove(Node<K, V> node) {
    if (origin.after == node) {
      unlink(origin, node);
    } else {
      dead++;
      sweep();
    }
  }

  private void sweep() {
    for (int step = 0; step < SWEEP_STEPS && dead > 0; step++) {
      Node<K, V> next = sweptUpTo.younger();
      if (next == null) {
        sweptUpTo = origin;
      } else if (next.value != null) {
        sweptUpTo = next;
      } else {
        unlink(sweptUpTo, next);
        dead--;
      }
    }
  }

  private void unlink(Node<K, V> before, Node<K, V> node) {
    Node<K, V> past = node.younger();
    if (node == youngest) {
      show(before);
    }
    if (node == sweptUpTo) {
      sweptUpTo = before;
    }
    // In this order: there is always a way forward, and a walk sees by two nodes that lead to the
    // same one that the younger of them is being unlinked.
    before.setAfter(past);
    node.setAfter(before == origin ? leftFromFront : new Unlinked<>(before));
  }

  /** Takes every value, after the list has been replaced by another. With no lock held. */
  void drain(Announcer<K, V> announcer) {
    for (Node<K, V> node = origin.younger(); node != null; node = node.younger()) {
      K key = node.key;
      V value = node.takeValue();
      if (key != null && value != null && announcer.isHeard()) {
        announcer.left(Departure.of(node, key, value, RemovalCause.CLEARED));
      }
      node.key = null;
    }
  }
}

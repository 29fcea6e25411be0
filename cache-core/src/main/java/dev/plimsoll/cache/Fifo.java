package dev.plimsoll.cache;

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

  /**
   * A pass over L live and D dead nodes takes (L + D) / 4 departures, and a node may die behind the
   * sweep and wait for the next pass: D is at most (L + D) / 2.
   */
  private static final int SWEEP_STEPS = 4;

  /**
   * How many insertions share an origin. A young object takes references to young objects without
   * the fence that G1 lays before those of an old one; so the origin is never left to grow old.
   */
  private static final int INSERTIONS_AN_ORIGIN = 1 << 12;

  private volatile FifoOrigin<K, V> origin = new FifoOrigin<>();
  private Node<K, V> sweptUpTo = origin;
  private int dead;

  /** Before the oldest node. */
  FifoOrigin<K, V> origin() {
    return origin;
  }

  /** The oldest live node; null if there is none. Under the monitor. */
  @Nullable Node<K, V> oldest() {
    FifoOrigin<K, V> first = origin;
    for (Node<K, V> node = first.younger(); node != null; node = first.younger()) {
      if (node.value != null) {
        return node;
      }
      unlink(first, node);
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
    origin.youngest().setAfter(node);
  }

  /** Shows a linked node to walks. */
  void show(Node<K, V> node) {
    FifoOrigin<K, V> first = origin;
    first.show(node);
    if (first.countInsertion() == INSERTIONS_AN_ORIGIN) {
      renewOrigin();
    }
  }

  private void renewOrigin() {
    FifoOrigin<K, V> old = origin;
    FifoOrigin<K, V> fresh = old.succeeded();
    if (sweptUpTo == old) {
      sweptUpTo = fresh;
    }
    origin = fresh;
    old.setAfter(new Unlinked<>(fresh));
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
    FifoOrigin<K, V> first = origin;
    if (node == first.youngest()) {
      first.show(before);
    }
    if (node == sweptUpTo) {
      sweptUpTo = before;
    }
    // In this order: there is always a way forward, and a walk sees by two nodes that lead to the
    // same one that the younger of them is being unlinked.
    before.setAfter(past);
    node.setAfter(before == first ? first.leftFromFront : new Unlinked<>(before));
  }
}

package dev.plimsoll.cache;

/**
 * Stands in {@link Node#after} of a node that has left the list, and points to the node that was
 * before it.
 *
 * <p>It points back, not forward: a dead node that has grown old would otherwise keep every younger
 * one from being collected young (the fault of JDK-6805775).
 */
final class Unlinked<K, V> extends FifoLink<K, V> {

  final Node<K, V> before;

  Unlinked(Node<K, V> before) {
    this.before = before;
  }
}

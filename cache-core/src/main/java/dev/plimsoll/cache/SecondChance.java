package dev.plimsoll.cache;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * CLOCK: who was read since it came to the tail goes there once more, in place of leaving.
 * (Corbato, "A paging experiment with the Multics system", 1968.) Under the monitor of the store.
 */
final class SecondChance {

  /** So that one insertion never pays for more of them than this. */
  private static final int MOST_CHANCES = 32;

  private SecondChance() {}

  /** {@return who is to leave next; null if nobody is there} */
  static <K, V> @Nullable Node<K, V> victim(Fifo<K, V> fifo, HashIndex<K, V> index) {
    Node<K, V> oldest = fifo.oldest();
    for (int chances = 0; chances < MOST_CHANCES; chances++) {
      if (!(oldest instanceof TrackedNode<K, V> tracked && tracked.wasRead())) {
        return oldest;
      }
      reinsert(tracked, fifo, index);
      oldest = fifo.oldest();
    }
    return oldest;
  }

  /** Sends a node to the tail: as a copy, since walks count on a node's place. */
  private static <K, V> void reinsert(
      TrackedNode<K, V> node, Fifo<K, V> fifo, HashIndex<K, V> index) {
    K key = Objects.requireNonNull(node.key);
    TrackedNode<K, V> copy =
        new TrackedNode<>(node.keyHash(), key, node.value, node.id(), node.bytes);
    copy.settle();
    index.swap(node, copy);
    node.setValue(null);
    node.key = null;
    fifo.remove(node);
    fifo.link(copy);
    fifo.show(copy);
  }
}

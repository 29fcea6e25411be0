package dev.plimsoll.cache;

/** What a clear lets go in one step: the index, the order and the count. */
final class Contents<K, V> {

  final HashIndex<K, V> index = new HashIndex<>();
  final Fifo<K, V> fifo = new Fifo<>();
  final Transition<K, V> transition = new Transition<>();

  /** The youngest node that readers see at this moment. */
  Node<K, V> youngestVisible() {
    Node<K, V> arrived = transition.justArrived();
    return arrived != null ? arrived : fifo.youngest();
  }

  /** Takes every value, after these contents have been replaced by others. With no lock held. */
  void drain(Announcer<K, V> announcer) {
    for (Node<K, V> node = fifo.origin.younger(); node != null; node = node.younger()) {
      K key = node.key;
      V value = node.value;
      while (value != null && !node.takeValue(value)) {
        value = node.value;
      }
      if (key != null && value != null && announcer.isHeard()) {
        announcer.left(Departure.of(node, key, value, RemovalCause.CLEARED));
      }
      node.key = null;
    }
  }
}

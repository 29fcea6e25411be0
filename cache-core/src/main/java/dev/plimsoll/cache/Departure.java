package dev.plimsoll.cache;

/**
 * One value that left.
 *
 * @param id the retention id, 0 for entries that have none
 * @param bytes as they were told when it came
 */
record Departure<K, V>(K key, V value, RemovalCause cause, long id, long bytes) {

  static <K, V> Departure<K, V> of(Node<K, V> node, K key, V value, RemovalCause cause) {
    return node instanceof TrackedNode<K, V> tracked
        ? new Departure<>(key, value, cause, tracked.id(), tracked.bytes)
        : new Departure<>(key, value, cause, 0, 0);
  }
}

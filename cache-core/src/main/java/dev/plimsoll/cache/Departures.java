package dev.plimsoll.cache;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What left during one operation: collected under the monitor, announced after it. Belongs to the
 * thread that runs the operation.
 */
sealed class Departures<K, V> {

  private final Announcer<K, V> announcer;
  private final Queue<Departure<K, V>> left = new ArrayDeque<>(2);

  Departures(Announcer<K, V> announcer) {
    this.announcer = announcer;
  }

  void add(Node<K, V> node, K key, V value, RemovalCause cause) {
    left.add(Departure.of(node, key, value, cause));
  }

  /** Tells everybody. With no lock held. */
  void announce() {
    for (Departure<K, V> departure = left.poll(); departure != null; departure = left.poll()) {
      announcer.left(departure);
    }
  }

  /** For a map to which nobody listens. */
  static final class Unheard<K, V> extends Departures<K, V> {

    Unheard(Announcer<K, V> announcer) {
      super(announcer);
    }

    @Override
    void add(Node<K, V> node, K key, V value, RemovalCause cause) {}

    @Override
    void announce() {}
  }
}

package dev.plimsoll.cache;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;

/**
 * What left during one operation: collected under the monitor, announced after it. Belongs to the
 * thread that runs the operation, unless nobody listens.
 */
final class Departures<K, V> {

  private final Announcer<K, V> announcer;
  private final boolean heard;
  private final Queue<Departure<K, V>> left;

  Departures(Announcer<K, V> announcer, boolean heard) {
    this.announcer = announcer;
    this.heard = heard;
    this.left = new ArrayDeque<>(heard ? 2 : 0);
  }

  /** A node leaves with the value that it has by now. */
  void add(Node<K, V> node, RemovalCause cause) {
    if (heard) {
      V value = node.takeValue();
      if (value != null) {
        add(node, Objects.requireNonNull(node.key), value, cause);
      }
    } else {
      // Cheaper than an exchange. A replacement that comes in between is lost with the entry.
      node.setValue(null);
    }
  }

  void add(Node<K, V> node, K key, V value, RemovalCause cause) {
    if (heard) {
      left.add(Departure.of(node, key, value, cause));
    }
  }

  /** Tells everybody. With no lock held. */
  void announce() {
    if (heard) {
      for (Departure<K, V> departure = left.poll(); departure != null; departure = left.poll()) {
        announcer.left(departure);
      }
    }
  }
}

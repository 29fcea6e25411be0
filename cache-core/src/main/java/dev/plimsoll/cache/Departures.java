package dev.plimsoll.cache;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What left during one operation: collected under the monitor, announced after it. Belongs to the
 * thread that runs the operation, unless nobody listens.
 */
final class Departures<K, V> {

  private final Announcer<K, V> announcer;
  private final boolean heard;
  private @Nullable Departure<K, V> first;
  private @Nullable Queue<Departure<K, V>> more;

  Departures(Announcer<K, V> announcer, boolean heard) {
    this.announcer = announcer;
    this.heard = heard;
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
      add(Departure.of(node, key, value, cause));
    }
  }

  private void add(Departure<K, V> departure) {
    if (first == null) {
      first = departure;
    } else {
      if (more == null) {
        more = new ArrayDeque<>();
      }
      more.add(departure);
    }
  }

  /** Tells everybody. With no lock held. */
  void announce() {
    announcer.settle();
    if (first != null) {
      announcer.left(first);
      if (more != null) {
        more.forEach(announcer::left);
      }
    }
  }
}

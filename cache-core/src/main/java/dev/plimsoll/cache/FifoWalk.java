package dev.plimsoll.cache;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A walk over live nodes in the order of insertion, without a lock and without a copy. It ends at
 * the node that was the youngest when it began, even if that one has left meanwhile.
 *
 * <p>Nodes carry no numbers to compare. Instead, a node that has been unlinked leads back to the
 * nearest linked one before it: this walk's own place, and the place where it ends, are found again
 * that way. Not safe for use by many threads.
 */
final class FifoWalk<K, V> {

  final Contents<K, V> contents;
  private Node<K, V> at;
  private Node<K, V> end;
  private @Nullable K key;
  private @Nullable V value;

  FifoWalk(Contents<K, V> contents) {
    this.contents = contents;
    this.at = contents.fifo.origin;
    this.end = contents.youngestVisible();
  }

  /** The next node that had a value when it was looked at; null at the end. */
  @Nullable Node<K, V> next() {
    for (Node<K, V> node = step(); node != null; node = step()) {
      key = node.key;
      value = contents.transition.valueOf(node);
      if (key != null && value != null) {
        return node;
      }
    }
    return null;
  }

  /** The key of the node that {@link #next} answered. */
  K key() {
    return Objects.requireNonNull(key);
  }

  /** The value of the node that {@link #next} answered, as it was then. */
  V value() {
    return Objects.requireNonNull(value);
  }

  private @Nullable Node<K, V> step() {
    while (true) {
      at = Fifo.linkedAtOrBefore(at);
      FifoLink<K, V> link = at.after;
      if (link instanceof Unlinked) {
        continue;
      }
      Node<K, V> next = (Node<K, V>) link;
      if (next != null && next.after instanceof Unlinked) {
        next = contents.fifo.pastLeaving();
      }
      end = Fifo.linkedAtOrBefore(end);
      // If the link still stands, it stood all the while, and what was read in between belongs
      // together: a place that is not the end has an end that lies at or after what follows it.
      if (at.after == link) {
        if (at == end || next == null) {
          return null;
        }
        at = next;
        return next;
      }
    }
  }
}

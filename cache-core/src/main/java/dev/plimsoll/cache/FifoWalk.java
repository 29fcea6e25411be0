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

  final Fifo<K, V> fifo;
  private final Transition<K, V> step;
  private Node<K, V> at;
  private Node<K, V> end;
  private @Nullable K key;
  private @Nullable V value;

  FifoWalk(Fifo<K, V> fifo, Transition<K, V> step) {
    this.fifo = fifo;
    this.step = step;
    FifoOrigin<K, V> origin = fifo.origin();
    this.at = origin;
    this.end = youngestVisible(origin.youngest());
  }

  /** The youngest node that readers see, which may have arrived without being shown yet. */
  private Node<K, V> youngestVisible(Node<K, V> youngest) {
    return youngest.after instanceof Node<K, V> next && step.valueOf(next) != null
        ? next
        : youngest;
  }

  /** The next node that had a value when it was looked at; null at the end. */
  @Nullable Node<K, V> next() {
    for (Node<K, V> node = advance(); node != null; node = advance()) {
      key = node.key;
      value = step.valueOf(node);
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

  private @Nullable Node<K, V> advance() {
    while (true) {
      FifoLink<K, V> link = at.after;
      if (link instanceof Unlinked<K, V> gone) {
        at = gone.before;
        continue;
      }
      FifoLink<K, V> pastEnd = end.after;
      while (pastEnd instanceof Unlinked<K, V> gone) {
        end = gone.before;
        pastEnd = end.after;
      }
      // If the link still stands, it stood all the while, and what was read in between belongs
      // together: unless this is the end, or the end that is just being unlinked follows, the end
      // lies at or after what follows.
      if (at.after == link) {
        if (at == end || link == null || link == pastEnd) {
          return null;
        }
        at = (Node<K, V>) link;
        return at;
      }
    }
  }
}

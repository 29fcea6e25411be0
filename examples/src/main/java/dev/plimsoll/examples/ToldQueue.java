package dev.plimsoll.examples;

import dev.plimsoll.retention.Footprint;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionListener;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A queue without a bound that tells a listener what it holds. Not safe for use by many threads.
 */
final class ToldQueue<E> {

  private final Queue<E> queue = new ArrayDeque<>();
  private final Owner owner = Owner.named(WatchedHeap.OWNER);
  private final Footprint<E> footprint;
  private final RetentionListener listener;
  private long added;
  private long taken;

  ToldQueue(Footprint<E> footprint, RetentionListener listener) {
    this.footprint = footprint;
    this.listener = listener;
  }

  void add(E element) {
    queue.add(element);
    listener.retained(owner, ++added, footprint.bytes(element));
  }

  @Nullable E poll() {
    E element = queue.poll();
    if (element != null) {
      listener.released(owner, ++taken, footprint.bytes(element), ReleaseCause.DRAINED);
    }
    return element;
  }

  int size() {
    return queue.size();
  }
}

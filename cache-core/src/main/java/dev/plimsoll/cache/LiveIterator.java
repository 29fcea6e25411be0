package dev.plimsoll.cache;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over a walk. Answers from {@code hasNext} hold: what it promised is what {@code next}
 * gives, even if it left in between.
 */
final class LiveIterator<K, V, T> implements Iterator<T> {

  private final BoundedStore<K, V> store;
  private final Announcer<K, V> announcer;
  private final FifoWalk<K, V> walk;
  private final BiFunction<? super K, ? super V, ? extends T> shape;
  private @Nullable Node<K, V> ahead;
  private @Nullable T next;
  private @Nullable Node<K, V> last;

  LiveIterator(
      BoundedStore<K, V> store,
      Announcer<K, V> announcer,
      BiFunction<? super K, ? super V, ? extends T> shape) {
    this.store = store;
    this.announcer = announcer;
    this.walk = store.walk();
    this.shape = shape;
    lookAhead();
  }

  private void lookAhead() {
    ahead = walk.next();
    next = ahead == null ? null : shape.apply(walk.key(), walk.value());
  }

  @Override
  public boolean hasNext() {
    return ahead != null;
  }

  @Override
  public T next() {
    T answer = next;
    if (answer == null) {
      throw new NoSuchElementException("no entry is left");
    }
    last = ahead;
    lookAhead();
    return answer;
  }

  @Override
  public void remove() {
    if (last == null) {
      throw new IllegalStateException("remove() needs a call of next() first");
    }
    Departures<K, V> gone = announcer.departures();
    store.remove(walk.fifo, last, gone);
    gone.announce();
    last = null;
  }
}

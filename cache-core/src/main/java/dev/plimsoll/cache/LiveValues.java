package dev.plimsoll.cache;

import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;

/** The values of a map that many threads use: live, and without a copy. */
final class LiveValues<V> extends AbstractCollection<V> {

  private final Map<?, ?> map;
  private final int order;
  private final Supplier<Iterator<V>> iterators;

  /**
   * @param order {@link Spliterator#ORDERED}, or 0
   */
  LiveValues(Map<?, ?> map, int order, Supplier<Iterator<V>> iterators) {
    this.map = map;
    this.order = order;
    this.iterators = iterators;
  }

  @Override
  public Iterator<V> iterator() {
    return iterators.get();
  }

  @Override
  public Spliterator<V> spliterator() {
    return Spliterators.spliterator(
        iterator(), map.size(), order | Spliterator.NONNULL | Spliterator.CONCURRENT);
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public boolean contains(Object value) {
    return map.containsValue(value);
  }

  @Override
  public void clear() {
    map.clear();
  }
}

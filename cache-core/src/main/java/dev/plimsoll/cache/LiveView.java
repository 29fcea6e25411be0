package dev.plimsoll.cache;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The key set or the entry set of a map that many threads use: live, and without a copy. */
final class LiveView<T> extends AbstractSet<T> {

  private final Map<?, ?> map;
  private final int order;
  private final Supplier<Iterator<T>> iterators;
  private final Predicate<Object> contains;
  private final Predicate<Object> remove;

  /**
   * @param order {@link Spliterator#ORDERED}, or 0
   */
  LiveView(
      Map<?, ?> map,
      int order,
      Supplier<Iterator<T>> iterators,
      Predicate<Object> contains,
      Predicate<Object> remove) {
    this.map = map;
    this.order = order;
    this.iterators = iterators;
    this.contains = contains;
    this.remove = remove;
  }

  @Override
  public Iterator<T> iterator() {
    return iterators.get();
  }

  @Override
  public Spliterator<T> spliterator() {
    return Spliterators.spliterator(
        iterator(),
        map.size(),
        order | Spliterator.DISTINCT | Spliterator.NONNULL | Spliterator.CONCURRENT);
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public boolean contains(Object element) {
    return contains.test(element);
  }

  @Override
  public boolean remove(Object element) {
    return remove.test(element);
  }

  @Override
  public void clear() {
    map.clear();
  }
}

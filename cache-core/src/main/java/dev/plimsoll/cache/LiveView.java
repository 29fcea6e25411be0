package dev.plimsoll.cache;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** The key set or the entry set of a map: in insertion order, live, and without a copy. */
final class LiveView<K, V, T> extends AbstractSet<T> {

  private final LimitableMap<K, V> map;
  private final BiFunction<? super K, ? super V, ? extends T> shape;
  private final Predicate<Object> contains;
  private final Predicate<Object> remove;

  LiveView(
      LimitableMap<K, V> map,
      BiFunction<? super K, ? super V, ? extends T> shape,
      Predicate<Object> contains,
      Predicate<Object> remove) {
    this.map = map;
    this.shape = shape;
    this.contains = contains;
    this.remove = remove;
  }

  @Override
  public Iterator<T> iterator() {
    return map.iterator(shape);
  }

  @Override
  public Spliterator<T> spliterator() {
    return Spliterators.spliteratorUnknownSize(
        iterator(),
        Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL | Spliterator.CONCURRENT);
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

package dev.plimsoll.cache;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The entries of a {@link ModuleCache} as a map. */
final class ModuleCacheMap<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V> {

  private final ModuleCache<K, V> cache;
  private final CaffeineStore<K, V> store;
  private final CaffeineWriter<K, V> writer;

  ModuleCacheMap(ModuleCache<K, V> cache, CaffeineStore<K, V> store, CaffeineWriter<K, V> writer) {
    this.cache = cache;
    this.store = store;
    this.writer = writer;
  }

  @Override
  public int size() {
    return store.map().size();
  }

  @Override
  public @Nullable V get(Object key) {
    return Held.valueOf(store.get(Objects.requireNonNull(key, "key")));
  }

  @Override
  public V getOrDefault(Object key, V otherwise) {
    V value = get(key);
    return value == null ? otherwise : value;
  }

  @Override
  public boolean containsKey(Object key) {
    return store.map().containsKey(FirmKey.of(key));
  }

  @Override
  public boolean containsValue(Object value) {
    Objects.requireNonNull(value, "value");
    return store.map().values().stream().anyMatch(held -> value.equals(held.value));
  }

  @Override
  public @Nullable V put(K key, V value) {
    return writer.put(key, value);
  }

  @Override
  public @Nullable V putIfAbsent(K key, V value) {
    return writer.putIfAbsent(key, value);
  }

  @Override
  public @Nullable V computeIfAbsent(
      K key, Function<? super K, ? extends @Nullable V> mappingFunction) {
    return cache.get(key, mappingFunction);
  }

  @Override
  public @Nullable V remove(Object key) {
    return writer.remove(key);
  }

  @Override
  public boolean remove(Object key, @Nullable Object value) {
    return value != null && writer.remove(Objects.requireNonNull(key, "key"), value);
  }

  @Override
  public @Nullable V replace(K key, V value) {
    return writer.replace(key, value);
  }

  @Override
  public boolean replace(K key, V expected, V value) {
    return writer.replace(key, Objects.requireNonNull(expected, "expected"), value);
  }

  @Override
  public void clear() {
    cache.clear();
  }

  @Override
  public Set<K> keySet() {
    return new LiveView<>(
        this,
        0,
        () -> new EntryIterator<>(Map.Entry::getKey),
        this::containsKey,
        key -> remove(key) != null);
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new LiveView<>(
        this,
        0,
        () -> new EntryIterator<>(entry -> entry),
        this::containsEntry,
        entry ->
            entry instanceof Map.Entry<?, ?> e
                && e.getKey() != null
                && remove(e.getKey(), e.getValue()));
  }

  private boolean containsEntry(Object entry) {
    return entry instanceof Map.Entry<?, ?> e
        && e.getKey() != null
        && e.getValue() != null
        && e.getValue().equals(get(e.getKey()));
  }

  @Override
  public Collection<V> values() {
    return new LiveValues<>(this, 0, () -> new EntryIterator<>(Map.Entry::getValue));
  }

  private final class EntryIterator<T> implements Iterator<T> {

    private final Iterator<Map.Entry<Object, Held<V>>> entries = store.map().entrySet().iterator();
    private final Function<? super Map.Entry<K, V>, ? extends T> shape;

    EntryIterator(Function<? super Map.Entry<K, V>, ? extends T> shape) {
      this.shape = shape;
    }

    @Override
    public boolean hasNext() {
      return entries.hasNext();
    }

    @Override
    public T next() {
      Map.Entry<Object, Held<V>> next = entries.next();
      K key = FirmKey.keyOf(next.getKey());
      return shape.apply(new WriteThroughEntry(key, next.getValue().value));
    }

    @Override
    public void remove() {
      entries.remove();
      store.settle();
    }
  }

  private final class WriteThroughEntry extends SimpleEntry<K, V> {

    private static final long serialVersionUID = 1L;

    WriteThroughEntry(K key, V value) {
      super(key, value);
    }

    @Override
    public V setValue(V value) {
      writer.replace(getKey(), value);
      return super.setValue(value);
    }
  }
}

package dev.plimsoll.cache;

import java.util.AbstractMap.SimpleEntry;
import java.util.Objects;

/**
 * An entry as an iteration found it. Its value is a snapshot; setting it replaces the value in the
 * map, if the key is still there.
 */
final class LiveEntry<K, V> extends SimpleEntry<K, V> {

  private static final long serialVersionUID = 1L;

  private final transient MapWriter<K, V> writer;

  LiveEntry(K key, V value, MapWriter<K, V> writer) {
    super(key, value);
    this.writer = writer;
  }

  @Override
  public V setValue(V value) {
    Objects.requireNonNull(value, "value");
    writer.replace(getKey(), value);
    return super.setValue(value);
  }
}

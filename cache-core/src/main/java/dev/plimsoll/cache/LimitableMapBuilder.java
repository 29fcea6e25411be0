package dev.plimsoll.cache;

import dev.plimsoll.retention.RetentionListener;
import java.util.Objects;

/**
 * The options of a {@link LimitableMap}. Each is checked where it is given. Not safe for use by
 * many threads.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class LimitableMapBuilder<K, V> {

  int limit = LimitableMap.DEFAULT_LIMIT;
  String name = "LimitableMap";
  RetentionListener retention = RetentionListener.none();
  RemovalListener<? super K, ? super V> removalListener = RemovalListener.none();

  LimitableMapBuilder() {}

  /**
   * How many entries the map holds at most; {@value LimitableMap#DEFAULT_LIMIT} unless told.
   *
   * @param limit at least 1
   * @return this builder
   */
  public LimitableMapBuilder<K, V> limit(int limit) {
    this.limit = LimitableMap.checkLimit(limit);
    return this;
  }

  /**
   * What reports call the map.
   *
   * @param name not blank
   * @return this builder
   */
  public LimitableMapBuilder<K, V> name(String name) {
    if (Objects.requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException("a map's name must not be blank: \"" + name + '"');
    }
    this.name = name;
    return this;
  }

  /**
   * Who hears what the map holds and lets go.
   *
   * @param listener nobody unless told
   * @return this builder
   */
  public LimitableMapBuilder<K, V> retention(RetentionListener listener) {
    this.retention = Objects.requireNonNull(listener, "retention listener");
    return this;
  }

  /**
   * Who hears of each entry that left.
   *
   * @param listener nobody unless told
   * @return this builder
   */
  public LimitableMapBuilder<K, V> removalListener(RemovalListener<? super K, ? super V> listener) {
    this.removalListener = Objects.requireNonNull(listener, "removal listener");
    return this;
  }

  /** {@return a new, empty map} */
  public LimitableMap<K, V> build() {
    return new LimitableMap<>(this);
  }
}

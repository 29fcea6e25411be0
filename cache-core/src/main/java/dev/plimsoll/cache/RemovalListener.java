package dev.plimsoll.cache;

/**
 * Hears of each entry that left a cache: exactly once for each, after the fact, on the thread that
 * caused it and with no lock held, so that it may call back into the cache.
 *
 * <p>What it throws is logged and reaches nobody else.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface RemovalListener<K, V> {

  /**
   * An entry left.
   *
   * @param key its key
   * @param value the value that it held when it left
   * @param cause why
   */
  void removed(K key, V value, RemovalCause cause);

  /**
   * {@return the listener that does nothing}
   *
   * @param <K> the type of the keys
   * @param <V> the type of the values
   */
  @SuppressWarnings("unchecked") // looks at neither key nor value
  static <K, V> RemovalListener<K, V> none() {
    return (RemovalListener<K, V>) NoRemovals.INSTANCE;
  }
}

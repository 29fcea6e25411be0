package dev.plimsoll.cache;

import org.jspecify.annotations.Nullable;

/**
 * Stands in a bin in place of a plain chain. Its negative hash matches no key, and sends readers
 * who meet it to {@link #find}.
 */
abstract sealed class SpecialBin<K, V> extends Node<K, V> permits MovingBin, FloodedBin {

  private static final int NO_HASH = -1;

  SpecialBin() {
    super(NO_HASH, null, null);
  }

  /** The node of a key, without a lock. */
  abstract @Nullable Node<K, V> find(int hash, Object key);
}

package dev.plimsoll.cache;

/**
 * An order over keys of one bin: by hash, then by class, then by the keys' own order if they have
 * one. Keys that it cannot tell apart are kept side by side.
 */
final class KeyOrder {

  private KeyOrder() {}

  static int compare(int hash, Object key, int otherHash, Object otherKey) {
    if (hash != otherHash) {
      return Integer.compare(hash, otherHash);
    }
    if (key == otherKey) {
      return 0;
    }
    if (key.getClass() != otherKey.getClass()) {
      return key.getClass().getName().compareTo(otherKey.getClass().getName());
    }
    return key instanceof Comparable<?> ? natural(key, otherKey) : 0;
  }

  @SuppressWarnings("unchecked") // both are of one class
  private static int natural(Object key, Object otherKey) {
    return ((Comparable<Object>) key).compareTo(otherKey);
  }
}

package dev.plimsoll.cache;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * An order over keys of one bin: by hash, then by class, then by the keys' own order if their class
 * declares one over itself. Keys that it cannot tell apart are kept side by side. Equal keys of one
 * class are never told apart; equal keys of different classes may be.
 */
final class KeyOrder {

  private KeyOrder() {}

  /**
   * Whether a class is declared as comparable with itself, and no more: {@code C implements
   * Comparable<C>}. Objects of any other class may refuse to be compared.
   */
  static boolean isOrdered(Class<?> type) {
    if (type == String.class) {
      return true;
    }
    if (Comparable.class.isAssignableFrom(type)) {
      for (Type declared : type.getGenericInterfaces()) {
        if (declared instanceof ParameterizedType generic
            && generic.getRawType() == Comparable.class
            && generic.getActualTypeArguments()[0] == type) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * @param ordered whether the other key's class {@link #isOrdered}
   */
  static int compare(int hash, Object key, int otherHash, Object otherKey, boolean ordered) {
    if (hash != otherHash) {
      return Integer.compare(hash, otherHash);
    }
    Class<?> type = key.getClass();
    Class<?> otherType = otherKey.getClass();
    if (type != otherType) {
      return compare(type, otherType);
    }
    return ordered && key != otherKey ? natural(key, otherKey) : 0;
  }

  private static int compare(Class<?> type, Class<?> other) {
    int byName = type.getName().compareTo(other.getName());
    // Of one name from two class loaders.
    return byName != 0
        ? byName
        : Integer.compare(System.identityHashCode(type), System.identityHashCode(other));
  }

  @SuppressWarnings("unchecked") // both are of one class
  private static int natural(Object key, Object otherKey) {
    return ((Comparable<Object>) key).compareTo(otherKey);
  }
}

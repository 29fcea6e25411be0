package dev.plimsoll.cache;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key as Caffeine sees it: with the hash code that it came with. A key that changes, or begins to
 * throw, could else never leave: Caffeine looks a key up to take it out. Keys that cannot change
 * stand for themselves.
 */
final class FirmKey {

  private final Object key;
  private final int hash;

  private FirmKey(Object key) {
    this.key = key;
    this.hash = key.hashCode();
  }

  /** What Caffeine gets for a key. */
  static Object of(Object key) {
    return key instanceof String
            || key instanceof Integer
            || key instanceof Long
            || key instanceof Enum<?>
        ? key
        : new FirmKey(Objects.requireNonNull(key, "key"));
  }

  /** The key that Caffeine got this for. */
  // Every key of a cache came through of, so the caller knows its type.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <K> K keyOf(Object firm) {
    return (K) (firm instanceof FirmKey wrapped ? wrapped.key : firm);
  }

  // A key is its own equal, as in any map. Besides being quick, it asks nothing of the key's class:
  // up to Java 18 a record's first equals links it from the JDK (JDK-8078641), which then keeps the
  // record's class loader.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof FirmKey firm
            && firm.hash == hash
            && (firm.key == key || key.equals(firm.key)));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return key.toString();
  }
}

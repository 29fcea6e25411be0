package dev.plimsoll.external;

import java.util.Optional;

/**
 * What a cache answered. A cache that cannot be reached answers {@link Unavailable}, never a miss:
 * the two call for different measures.
 *
 * @param <V> the type of the values
 */
public sealed interface Lookup<V> {

  /**
   * The key has a value.
   *
   * @param value the value
   * @param version what {@link ExternalCache#compareAndSet} compares; changes with every write
   * @param <V> the type of the value
   */
  record Hit<V>(V value, long version) implements Lookup<V> {

    /**
     * A hit that no server vouches for, for tests and fakes.
     *
     * @param value the value
     */
    public Hit(V value) {
      this(value, 0);
    }

    @Override
    public Optional<V> toOptional() {
      return Optional.of(value);
    }
  }

  /**
   * The server was asked and has no usable value.
   *
   * @param <V> the type of the values
   */
  record Miss<V>() implements Lookup<V> {}

  /**
   * Nobody knows: the server was not reached, refused, or did not answer by the deadline.
   *
   * @param cause why
   * @param <V> the type of the values
   */
  record Unavailable<V>(Throwable cause) implements Lookup<V> {}

  /** {@return the value of a hit, else nothing} */
  default Optional<V> toOptional() {
    return Optional.empty();
  }

  /** {@return whether a value was found} */
  default boolean isHit() {
    return this instanceof Hit;
  }
}

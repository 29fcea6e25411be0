package dev.plimsoll.retention;

/**
 * Tells how many bytes of heap a value occupies.
 *
 * @param <V> the type of the values measured
 */
@FunctionalInterface
public interface Footprint<V> {

  /**
   * {@return the bytes that {@code value} occupies, shallow or deep as the implementation says;
   * never negative}
   *
   * @param value the value to measure
   */
  long bytes(V value);
}

package dev.plimsoll.cache;

import org.jspecify.annotations.Nullable;

/**
 * A value with what was told about it when it came. Equal to another that holds an equal value, so
 * that conditional operations on the underlying cache compare values.
 */
final class Held<V> {

  final V value;
  final long id;
  final long bytes;

  Held(V value, long id, long bytes) {
    this.value = value;
    this.id = id;
    this.bytes = bytes;
  }

  static <V> @Nullable V valueOf(@Nullable Held<V> held) {
    return held == null ? null : held.value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Held<?> held && value.equals(held.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }
}

package dev.plimsoll.benchmarks.cache;

import org.jspecify.annotations.Nullable;

/** What every cache in the comparison can do. */
interface Contender {

  @Nullable Integer get(Integer key);

  void put(Integer key, Integer value);

  /** Finishes housekeeping that was put off, so that sizes can be compared. */
  default void settle() {}
}

package dev.plimsoll.cache;

import org.jspecify.annotations.Nullable;

/**
 * How an insertion of an absent key ended.
 *
 * @param isDone whether the entry is in
 * @param present the value that stood in its way, if one did
 */
record Insertion<V>(boolean isDone, @Nullable V present) {

  private static final Insertion<?> DONE = new Insertion<>(true, null);
  private static final Insertion<?> UNWANTED = new Insertion<>(false, null);

  @SuppressWarnings("unchecked") // holds no value
  static <V> Insertion<V> done() {
    return (Insertion<V>) DONE;
  }

  @SuppressWarnings("unchecked") // holds no value
  static <V> Insertion<V> unwanted() {
    return (Insertion<V>) UNWANTED;
  }

  static <V> Insertion<V> refusedBy(V present) {
    return new Insertion<>(false, present);
  }
}

package dev.plimsoll.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A bounded ring of elements, with their stamps, ids and weights in arrays beside it: nothing is
 * allocated for an element. Position 0 is the oldest. Not thread-safe, but for {@link #seenSize()}.
 */
final class Ring<E> {

  private static final VarHandle SIZE;

  static {
    try {
      SIZE = MethodHandles.lookup().findVarHandle(Ring.class, "size", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final @Nullable Object[] elements;
  private final long[] stamps;
  private final long @Nullable [] ids;
  private final long @Nullable [] weights;
  private int head;
  private int tail;
  private int size;
  private long added;
  private long oldestWhenFull;

  Ring(int capacity, boolean withIds, boolean withWeights) {
    elements = new @Nullable Object[capacity];
    stamps = new long[capacity];
    ids = withIds ? new long[capacity] : null;
    weights = withWeights ? new long[capacity] : null;
  }

  int capacity() {
    return elements.length;
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size == elements.length;
  }

  /** How many were ever added. */
  long added() {
    return added;
  }

  /** How many have left, whichever way. */
  long left() {
    return added - size;
  }

  /** The size, for threads that do not hold the lock: true at some moment during the call. */
  int seenSize() {
    return (int) SIZE.getAcquire(this);
  }

  /** The oldest stamp, for threads that have just seen the ring full without the lock. */
  long seenOldestWhenFull() {
    return oldestWhenFull;
  }

  /** Adds the newest; the ring must not be full. */
  void add(E element, long stamp, long id, long weight) {
    int slot = tail;
    elements[slot] = element;
    stamps[slot] = stamp;
    if (ids != null) {
      ids[slot] = id;
    }
    if (weights != null) {
      weights[slot] = weight;
    }
    tail = next(slot);
    added++;
    resize(size + 1);
  }

  @SuppressWarnings("unchecked")
  E element(int position) {
    return (E) elements[slot(position)];
  }

  long stamp(int position) {
    return stamps[slot(position)];
  }

  long id(int position) {
    return ids == null ? 0 : ids[slot(position)];
  }

  long weight(int position) {
    return weights == null ? 0 : weights[slot(position)];
  }

  E remove(int position) {
    E element = element(position);
    if (position == 0) {
      elements[head] = null;
      head = next(head);
    } else {
      closeGap(slot(position));
    }
    resize(size - 1);
    return element;
  }

  private void closeGap(int gap) {
    int to = gap;
    for (int from = next(gap); from != tail; from = next(from)) {
      elements[to] = elements[from];
      stamps[to] = stamps[from];
      if (ids != null) {
        ids[to] = ids[from];
      }
      if (weights != null) {
        weights[to] = weights[from];
      }
      to = from;
    }
    elements[to] = null;
    tail = to;
  }

  private void resize(int newSize) {
    if (newSize == elements.length) {
      oldestWhenFull = stamps[head];
    }
    SIZE.setRelease(this, newSize);
  }

  private int slot(int position) {
    // Not head + position: that sum can overflow.
    int untilEnd = elements.length - head;
    return position < untilEnd ? head + position : position - untilEnd;
  }

  private int next(int slot) {
    return slot + 1 == elements.length ? 0 : slot + 1;
  }
}

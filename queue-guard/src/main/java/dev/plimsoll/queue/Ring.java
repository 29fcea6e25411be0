package dev.plimsoll.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A bounded ring of elements, with their stamps, ids and weights in arrays beside it: nothing is
 * allocated for an element. Position 0 is the oldest. Not thread-safe, but for {@link #seenSize()}.
 *
 * <p>A {@link Backlog} is a ring rather than has one: on the hot path each field between the lock
 * and the arrays is a load that waits for the one before.
 */
class Ring<E> {

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

  final int capacity() {
    return elements.length;
  }

  final int size() {
    return size;
  }

  final boolean isFull() {
    return size == elements.length;
  }

  /** How many were ever added. */
  final long added() {
    return added;
  }

  /** How many have left, whichever way. */
  final long left() {
    return added - size;
  }

  /** The size, for threads that do not hold the lock: true at some moment during the call. */
  final int seenSize() {
    return (int) SIZE.getAcquire(this);
  }

  /** The oldest stamp, for threads that have just seen the ring full without the lock. */
  final long seenOldestWhenFull() {
    return oldestWhenFull;
  }

  /** Adds the newest; the ring must not be full. */
  final void append(E element, long stamp, long id, long weight) {
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
  final E element(int position) {
    return (E) elements[slot(position)];
  }

  /** The oldest stamp; there must be an element. */
  final long oldestStamp() {
    return stamps[head];
  }

  final long id(int position) {
    return ids == null ? 0 : ids[slot(position)];
  }

  final long weight(int position) {
    return weights == null ? 0 : weights[slot(position)];
  }

  /** Removes the oldest; there must be one. */
  @SuppressWarnings("unchecked")
  final E removeOldest() {
    int slot = head;
    E element = (E) elements[slot];
    elements[slot] = null;
    head = next(slot);
    resize(size - 1);
    return element;
  }

  final E removeAt(int position) {
    if (position == 0) {
      return removeOldest();
    }
    E element = element(position);
    closeGap(slot(position));
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

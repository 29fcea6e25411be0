package dev.plimsoll.queue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bounded ring of elements, with their stamps, ids, weights and deadlines in arrays beside it:
 * nothing is allocated for an element.
 *
 * <p>It has two sides, each with a lock of its own. {@link #mayAppend} and {@link #append} need the
 * lock of those who put, {@link #mayTake} and {@link #takeOldest} the lock of those who take;
 * methods that begin with "seen" need none, and all others need both. An element that leaves from
 * between others leaves a hole, which is closed when the head reaches it or its place is needed.
 *
 * <p>A {@link Backlog} is a ring rather than has one: on the hot path each field between the lock
 * and the arrays is a load that waits for the one before.
 */
class Ring<E> {

  /** A slack that lets nobody go on alone. */
  static final long NEVER = Long.MAX_VALUE / 2;

  private final int capacity;
  private final @Nullable Object[] elements;
  private final long[] stamps;
  private final long @Nullable [] ids;
  private final long @Nullable [] weights;
  private final @Nullable Scale scale;
  private final @Nullable Deadlines deadlines;
  final Side in = new Side();
  final Side out = new Side();

  /** Written under both locks. */
  private volatile int holes;

  Ring(int capacity, boolean withIds, boolean withWeights, @Nullable Deadlines deadlines) {
    this.capacity = capacity;
    int places = places(capacity, deadlines != null);
    elements = new @Nullable Object[places];
    stamps = new long[places];
    ids = withIds ? new long[places] : null;
    weights = withWeights ? new long[places] : null;
    scale = weights == null ? null : new Scale(weights);
    this.deadlines = deadlines;
  }

  /**
   * With deadlines, holes come by the many: twice the places make it rare that they must be closed.
   */
  static int places(int capacity, boolean withDeadlines) {
    return withDeadlines && capacity <= Integer.MAX_VALUE / 2 ? 2 * capacity : capacity;
  }

  final int capacity() {
    return capacity;
  }

  final int size() {
    return (int) (in.position() - out.position() - holes);
  }

  final boolean isFull() {
    return size() == capacity;
  }

  /** How many were ever added. */
  final long added() {
    return in.position();
  }

  /** How many have left, whichever way. */
  final long left() {
    return out.position() + holes;
  }

  // Those who only look must not touch the line that the other side writes to at every step: as
  // long as a side is free to go on alone, what it knows already answers.

  /** Whether it was empty at some moment during the call; a no is a guess. */
  final boolean seenEmpty() {
    if (out.seenFree()) {
      return false;
    }
    long head = out.seenPosition();
    return in.seenPosition() == head;
  }

  /** About how many there are. */
  final int seenSize() {
    long head = out.seenPosition();
    return (int) Math.max(0, Math.min(capacity, in.seenPosition() - head - holes));
  }

  /**
   * Whether it was full, and nothing in it over by {@code lifetime}, during the call; a no is a
   * guess.
   */
  final boolean seenFull(long lifetime, long now) {
    // The head comes last: if it stands where it makes the ring full, nobody has added since.
    long tail = in.seenPosition();
    boolean over = deadlines == null ? now - in.seenStamp() >= lifetime : deadlines.isAnyOver(now);
    long gone = holes;
    return !over && tail - out.seenPosition() - gone == capacity;
  }

  /** Whether one more fits without a look at the whole. */
  final boolean mayAppend() {
    Side side = in;
    if (side.position() >= side.until) {
      side.until = out.seenPosition() + side.slack;
    }
    return side.position() < side.until;
  }

  /** Whether one more keeps the weight under a limit; needs the lock of those who put. */
  final boolean mayWeigh(long bytes, long limit) {
    return scale == null
        || scale.most() + bytes < limit
        || scale.now(in, out.seenPosition()) + bytes < limit;
  }

  /** Adds the newest; there must be room. */
  final void append(E element, long stamp, long id, long bytes, long lifetime) {
    Side side = in;
    int place = side.slot;
    elements[place] = element;
    stamps[place] = stamp;
    if (ids != null) {
      ids[place] = id;
    }
    if (scale != null) {
      scale.add(side, bytes);
    }
    if (deadlines != null) {
      deadlines.set(place, stamp, lifetime);
    }
    int next = next(place);
    side.slot = next;
    // The oldest one's, if this one fills the ring.
    side.remember(stamps[next]);
    side.moveTo(side.position() + 1);
  }

  /** Whether the oldest may be taken without a look at the whole. */
  final boolean mayTake() {
    Side side = out;
    if (side.position() >= side.until) {
      side.until = in.seenPosition() - side.slack;
    }
    return side.position() < side.until && elements[side.slot] != null;
  }

  /** Whether no element has waited so long or is over; a no is a guess. */
  final boolean isNoneOver(long age, long now) {
    // Nobody is older than an oldest one of earlier.
    return now - out.stamp() < age && (deadlines == null || !deadlines.isAnyOver(now));
  }

  /** Makes the next guess a good one; there must be an element. */
  final void rememberOldest() {
    out.remember(stamps[out.slot]);
  }

  /** Whether the oldest has waited so long or is over; there must be one. */
  final boolean isOldestOver(long age, long now) {
    int place = out.slot;
    return now - stamps[place] >= age || (deadlines != null && deadlines.isOver(place, now));
  }

  /** The oldest stamp; there must be an element. */
  final long oldestStamp() {
    return stamps[out.slot];
  }

  final long oldestId() {
    return ids == null ? 0 : ids[out.slot];
  }

  final long oldestWeight() {
    return weights == null ? 0 : weights[out.slot];
  }

  /** Removes the oldest; there must be one. */
  @SuppressWarnings("unchecked")
  final E takeOldest() {
    Side side = out;
    int place = side.slot;
    E element = (E) elements[place];
    elements[place] = null;
    side.slot = next(place);
    side.moveTo(side.position() + 1);
    return element;
  }

  /** Lets each side go on alone as far as it may; to be set again after every change of both. */
  final void allow(long appendable, long untouchable) {
    in.slack = Math.min(holes + appendable, elements.length);
    in.until = out.position() + in.slack;
    out.slack = holes + untouchable;
    out.until = in.position() - out.slack;
  }

  final long weight() {
    return scale == null ? 0 : scale.now(in, out.position());
  }

  /** The places to go through from the oldest to the newest, holes among them. */
  final int span() {
    return (int) (in.position() - out.position());
  }

  /** The place of an element, or of a hole, that so many others are older than. */
  final int place(int offset) {
    // Not the sum: it can overflow.
    int untilEnd = elements.length - out.slot;
    return offset < untilEnd ? out.slot + offset : offset - untilEnd;
  }

  @SuppressWarnings("unchecked")
  final @Nullable E element(int place) {
    return (E) elements[place];
  }

  /** Where the oldest equal element is; -1 if there is none. Calls {@code equals}. */
  final int find(Object o) {
    for (int offset = 0; offset < span(); offset++) {
      E element = element(place(offset));
      if (element != null && o.equals(element)) {
        return place(offset);
      }
    }
    return -1;
  }

  /** Where this very element is, which was number {@code index} when {@code leftThen} had left. */
  final int findSame(Object element, int index, long leftThen) {
    // Departures since then can only have moved it towards the head.
    long nearest = index - (left() - leftThen);
    int seen = 0;
    for (int offset = 0; offset < span() && seen <= index; offset++) {
      E waiting = element(place(offset));
      if (waiting == element && seen >= nearest) {
        return place(offset);
      }
      seen += waiting == null ? 0 : 1;
    }
    return -1;
  }

  final List<E> toList() {
    List<E> all = new ArrayList<>(size());
    for (int offset = 0; offset < span(); offset++) {
      E element = element(place(offset));
      if (element != null) {
        all.add(element);
      }
    }
    return all;
  }

  final long id(int place) {
    return ids == null ? 0 : ids[place];
  }

  final long weight(int place) {
    return weights == null ? 0 : weights[place];
  }

  final long stamp(int place) {
    return stamps[place];
  }

  /** Where the newest is; there must be one. */
  final int newestPlace() {
    int offset = span() - 1;
    while (elements[place(offset)] == null) {
      offset--;
    }
    return place(offset);
  }

  /** Removes the element at a place; there must be one. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // under both locks
  final E takeAt(int place) {
    if (place == out.slot) {
      E element = takeOldest();
      skipHoles();
      return element;
    }
    @SuppressWarnings("unchecked")
    E element = (E) elements[place];
    elements[place] = null;
    if (scale != null) {
      scale.remove(place);
    }
    holes++;
    return element;
  }

  /** Moves the head to the oldest element; one who takes alone can leave it on a hole. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // under both locks
  final void skipHoles() {
    while (holes > 0 && elements[out.slot] == null) {
      out.slot = next(out.slot);
      out.moveTo(out.position() + 1);
      holes--;
    }
  }

  /** Closes the holes if the next element would find no place. */
  final void makePlace() {
    if (span() < elements.length) {
      return;
    }
    if (scale != null) {
      scale.now(in, out.position());
    }
    int to = in.slot;
    for (int offset = span() - 1; offset >= 0; offset--) {
      int from = place(offset);
      if (elements[from] != null) {
        to = previous(to);
        move(from, to);
      }
    }
    out.slot = to;
    out.moveTo(out.position() + holes);
    if (scale != null) {
      scale.settleAt(out.position());
    }
    holes = 0;
  }

  private void move(int from, int to) {
    if (from == to) {
      return;
    }
    elements[to] = elements[from];
    elements[from] = null;
    stamps[to] = stamps[from];
    if (ids != null) {
      ids[to] = ids[from];
    }
    if (scale != null) {
      scale.move(from, to);
    }
    if (deadlines != null) {
      deadlines.move(from, to);
    }
  }

  private int next(int place) {
    return place + 1 == elements.length ? 0 : place + 1;
  }

  private int previous(int place) {
    return place == 0 ? elements.length - 1 : place - 1;
  }
}

package dev.plimsoll.simulator.whatif;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import java.util.Arrays;

/**
 * What one container holds during a replay: each object hangs in a slot of the owner's table, which
 * lies in the heap, too. With a limit the oldest object goes when there are too many, and what the
 * recording let go for its own limit stays until then.
 */
final class Holding {

  private static final int SEGMENT_SHIFT = 9;
  private static final int SEGMENT_SLOTS = 1 << SEGMENT_SHIFT;
  private static final int SEGMENT_BYTES = 16 + 8 * SEGMENT_SLOTS;
  private static final int GONE = -1;
  private static final long NO_LIMIT = Long.MAX_VALUE;

  private final GenerationalHeap heap;
  private final Owner owner;
  private final long limit;
  private final boolean limitInBytes;

  // Both by the object's number, modulo their length.
  private int[] places = new int[64];
  private int[] words = new int[64];
  private int oldest;
  private int next;
  private long held;

  private int[] segments = new int[4];
  private int segmentCount;
  private int[] free = new int[SEGMENT_SLOTS];
  private int freeCount;

  private Holding(GenerationalHeap heap, Owner owner, long limit, boolean limitInBytes) {
    this.heap = heap;
    this.owner = owner;
    this.limit = limit;
    this.limitInBytes = limitInBytes;
  }

  /** Holds as long as the recording says. */
  static Holding asRecorded(GenerationalHeap heap, Owner owner) {
    return new Holding(heap, owner, NO_LIMIT, false);
  }

  /** Holds no more than a limit. */
  static Holding limited(GenerationalHeap heap, Owner owner, long limit, boolean inBytes) {
    return new Holding(heap, owner, limit, inBytes);
  }

  Owner owner() {
    return owner;
  }

  void retain(int objectWords) {
    int place = takePlace();
    int object = heap.allocate(owner, (long) objectWords * Script.WORD_BYTES, 0);
    heap.store(segments[place >>> SEGMENT_SHIFT], place & SEGMENT_SLOTS - 1, object);
    if (next - oldest == places.length) {
      makeRoom();
    }
    int at = next++ & places.length - 1;
    places[at] = place;
    words[at] = objectWords;
    held += weight(objectWords);
    while (held > limit) {
      letGo(oldest);
      skipGone();
    }
  }

  void release(int number, boolean byLimit) {
    boolean decidedHere = byLimit && limit != NO_LIMIT;
    if (!decidedHere && number - oldest >= 0) {
      letGo(number);
    }
  }

  private void letGo(int number) {
    int at = number & places.length - 1;
    int place = places[at];
    if (place != GONE) {
      heap.store(segments[place >>> SEGMENT_SHIFT], place & SEGMENT_SLOTS - 1, 0);
      places[at] = GONE;
      held -= weight(words[at]);
      if (freeCount == free.length) {
        free = Arrays.copyOf(free, freeCount * 2);
      }
      free[freeCount++] = place;
    }
  }

  private long weight(int objectWords) {
    return limitInBytes ? (long) objectWords * Script.WORD_BYTES : 1;
  }

  private void skipGone() {
    while (oldest != next && places[oldest & places.length - 1] == GONE) {
      oldest++;
    }
  }

  private void makeRoom() {
    skipGone();
    if (next - oldest == places.length) {
      int[] formerPlaces = places;
      int[] formerWords = words;
      places = new int[formerPlaces.length * 2];
      words = new int[places.length];
      for (int number = oldest; number != next; number++) {
        places[number & places.length - 1] = formerPlaces[number & formerPlaces.length - 1];
        words[number & places.length - 1] = formerWords[number & formerPlaces.length - 1];
      }
    }
  }

  private int takePlace() {
    if (freeCount == 0) {
      addSegment();
    }
    return free[--freeCount];
  }

  private void addSegment() {
    if (segmentCount == segments.length) {
      segments = Arrays.copyOf(segments, segmentCount * 2);
    }
    int segment = heap.allocate(owner, SEGMENT_BYTES, SEGMENT_SLOTS);
    heap.addRoot(segment);
    for (int slot = SEGMENT_SLOTS - 1; slot >= 0; slot--) {
      free[freeCount++] = segmentCount << SEGMENT_SHIFT | slot;
    }
    segments[segmentCount++] = segment;
  }
}

package dev.plimsoll.simulator;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * All objects, as a struct of arrays indexed by handle. A handle is stable: a collection that moves
 * an object changes its address here and nothing else.
 *
 * <p>Handles taken since the last collection need no list of their own. They are taken from the end
 * of the stack of free handles, and what was taken stays behind in the array until the collection
 * has put the survivors elsewhere and pushed the dead back.
 */
final class ObjectTable {

  private static final int FIRST_HANDLE = 1;
  private static final int INITIAL_CAPACITY = 1 << 12;
  private static final int OWNER_SHIFT = 8;

  /** The most owners that a header can tell apart. */
  static final int MAX_OWNERS = 1 << (Integer.SIZE - OWNER_SHIFT - 1);

  /** Flag: reached by the current marking. Without it an object is white. */
  static final int MARKED = 1;

  /** Flag: marked and its slots visited. A marked object without it is grey. */
  static final int VISITED = 1 << 1;

  /** Where each object lies; {@link Addresses#NONE} for a free handle. */
  int[] address = new int[INITIAL_CAPACITY];

  /** How large each object is, in words. */
  int[] words = new int[INITIAL_CAPACITY];

  /**
   * Where each object's reference slots are kept in the {@link SlotStore}; while nothing was stored
   * yet, minus the number of its slots.
   */
  int[] slots = new int[INITIAL_CAPACITY];

  /** Each object's owner, with its flags in the low bits. */
  int[] header = new int[INITIAL_CAPACITY];

  private int[] free = new int[INITIAL_CAPACITY];
  private int freeCount;
  private int takenEnd;
  private int fresh = FIRST_HANDLE;
  private int firstFresh = FIRST_HANDLE;
  private final IntList released = new IntList();

  ObjectTable() {
    Arrays.fill(address, Addresses.NONE);
  }

  /** Takes a handle for a new object. */
  int add(int address, int words, int slots, int owner) {
    int handle = freeCount > 0 ? free[--freeCount] : takeFresh();
    this.address[handle] = address;
    this.words[handle] = words;
    this.slots[handle] = -slots;
    header[handle] = owner << OWNER_SHIFT;
    return handle;
  }

  int owner(int handle) {
    return header[handle] >>> OWNER_SHIFT;
  }

  boolean isMarked(int handle) {
    return (header[handle] & MARKED) != 0;
  }

  boolean isLive(int handle) {
    return handle >= FIRST_HANDLE && handle < fresh && address[handle] != Addresses.NONE;
  }

  /** Frees a handle between collections; it is given out again after the next one. */
  void release(int handle) {
    address[handle] = Addresses.NONE;
    released.add(handle);
  }

  /**
   * Frees the handles of all objects that were allocated since the last collection and still lie
   * where they lay: those that were not moved are dead.
   */
  void releaseUnmoved(int from, int words) {
    int kept = freeCount;
    for (int i = freeCount; i < takenEnd; i++) {
      int handle = free[i];
      if (Integer.compareUnsigned(address[handle] - from, words) < 0) {
        address[handle] = Addresses.NONE;
        free[kept++] = handle;
      }
    }
    freeCount = kept;
    for (int handle = fresh - 1; handle >= firstFresh; handle--) {
      if (Integer.compareUnsigned(address[handle] - from, words) < 0) {
        address[handle] = Addresses.NONE;
        push(handle);
      }
    }
    for (int i = 0; i < released.size(); i++) {
      push(released.get(i));
    }
    released.clear();
    takenEnd = freeCount;
    firstFresh = fresh;
  }

  /** Visits what was allocated since the last collection, oldest first. */
  void forEachTaken(IntConsumer visitor) {
    for (int i = takenEnd - 1; i >= freeCount; i--) {
      visitor.accept(free[i]);
    }
    for (int handle = firstFresh; handle < fresh; handle++) {
      visitor.accept(handle);
    }
  }

  private void push(int handle) {
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, grown(free.length));
    }
    free[freeCount++] = handle;
  }

  private int takeFresh() {
    if (fresh == address.length) {
      int capacity = grown(fresh);
      address = Arrays.copyOf(address, capacity);
      Arrays.fill(address, fresh, capacity, Addresses.NONE);
      words = Arrays.copyOf(words, capacity);
      slots = Arrays.copyOf(slots, capacity);
      header = Arrays.copyOf(header, capacity);
    }
    return fresh++;
  }

  // Doubling would waste half of a large table.
  private static int grown(int capacity) {
    return capacity < 1 << 20 ? capacity * 2 : capacity + capacity / 8;
  }
}

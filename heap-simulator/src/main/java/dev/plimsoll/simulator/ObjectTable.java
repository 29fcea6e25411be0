package dev.plimsoll.simulator;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All objects, as four ints each in one array, indexed by handle: address, size, slots, and owner
 * with mark and age. A handle is stable: a collection that moves an object changes its address here
 * and nothing else.
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

  private static final int MARKED = 1;
  private static final int AGE_SHIFT = 1;
  private static final int AGE_MASK = HotSpotRules.MAX_AGE << AGE_SHIFT;

  // Of an object's four ints; together they are 16 bytes, so that one cache line tells all of it.
  private static final int STRIDE_SHIFT = 2;
  private static final int ADDRESS = 0;
  private static final int WORDS = 1;
  private static final int SLOTS = 2;
  private static final int HEADER = 3;

  private int[] table = new int[INITIAL_CAPACITY << STRIDE_SHIFT];
  private int capacity = INITIAL_CAPACITY;

  private int[] free = new int[INITIAL_CAPACITY];
  private int freeCount;
  private int takenEnd;
  private int fresh = FIRST_HANDLE;
  private int firstFresh = FIRST_HANDLE;
  private long takenBefore;
  private final IntList released = new IntList();
  private @Nullable ObjectNumbers numbers;

  ObjectTable() {
    clear(0, capacity);
  }

  /** Takes a handle for a new object. */
  int add(int address, int words, int slots, int owner) {
    int handle = freeCount > 0 ? free[--freeCount] : takeFresh();
    int[] table = this.table;
    int at = handle << STRIDE_SHIFT;
    table[at + HEADER] = owner << OWNER_SHIFT;
    table[at + ADDRESS] = address;
    table[at + WORDS] = words;
    table[at + SLOTS] = -slots;
    return handle;
  }

  /** Where the object lies; {@link Addresses#NONE} for a free handle. */
  int address(int handle) {
    return table[(handle << STRIDE_SHIFT) + ADDRESS];
  }

  void setAddress(int handle, int address) {
    table[(handle << STRIDE_SHIFT) + ADDRESS] = address;
  }

  /** How large the object is, in words. */
  int words(int handle) {
    return table[(handle << STRIDE_SHIFT) + WORDS];
  }

  /**
   * Where the object's reference slots are kept in the {@link SlotStore}; while nothing was stored
   * yet, minus the number of its slots.
   */
  int slots(int handle) {
    return table[(handle << STRIDE_SHIFT) + SLOTS];
  }

  void setSlots(int handle, int range) {
    table[(handle << STRIDE_SHIFT) + SLOTS] = range;
  }

  int owner(int handle) {
    return table[(handle << STRIDE_SHIFT) + HEADER] >>> OWNER_SHIFT;
  }

  /** Whether the running marking has reached the object; without a mark it is white. */
  boolean isMarked(int handle) {
    return (table[(handle << STRIDE_SHIFT) + HEADER] & MARKED) != 0;
  }

  /** Marks the object; false when it was marked already. */
  boolean mark(int handle) {
    int at = (handle << STRIDE_SHIFT) + HEADER;
    int header = table[at];
    table[at] = header | MARKED;
    return (header & MARKED) == 0;
  }

  void unmark(int handle) {
    table[(handle << STRIDE_SHIFT) + HEADER] &= ~MARKED;
  }

  /** How many scavenges the object has survived, where a collector counts them. */
  int age(int handle) {
    return (table[(handle << STRIDE_SHIFT) + HEADER] & AGE_MASK) >> AGE_SHIFT;
  }

  void setAge(int handle, int age) {
    int at = (handle << STRIDE_SHIFT) + HEADER;
    table[at] = (table[at] & ~AGE_MASK) | age << AGE_SHIFT;
  }

  boolean isLive(int handle) {
    return handle >= FIRST_HANDLE && handle < fresh && address(handle) != Addresses.NONE;
  }

  /** {@return a number of the object's own, which stays its own after its death} */
  int number(int handle) {
    return numbers().of(handle);
  }

  /** {@return the numbers of this heap's objects, which are given from now on} */
  ObjectNumbers numbers() {
    ObjectNumbers given = numbers;
    if (given == null) {
      given = ObjectNumbers.lasting();
      numbers = given;
    }
    return given;
  }

  /** Checks handles: the program is told objects by their numbers. */
  void check(ObjectNumbers checked) {
    numbers = checked;
  }

  /** One more than the highest handle ever given out. */
  int handleEnd() {
    return fresh;
  }

  /** Frees a handle between collections; it is given out again after the next one. */
  void release(int handle) {
    bury(handle);
    released.add(handle);
  }

  /**
   * Frees the handles of all objects that were allocated since the last collection and still lie
   * where they lay: those that were not moved are dead.
   */
  void releaseUnmoved(int from, int words) {
    takenBefore = allocations();
    int kept = freeCount;
    for (int i = freeCount; i < takenEnd; i++) {
      int handle = free[i];
      if (Integer.compareUnsigned(address(handle) - from, words) < 0) {
        bury(handle);
        free[kept++] = handle;
      }
    }
    freeCount = kept;
    for (int handle = fresh - 1; handle >= firstFresh; handle--) {
      if (Integer.compareUnsigned(address(handle) - from, words) < 0) {
        bury(handle);
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

  /** How many objects were ever allocated. */
  long allocations() {
    return takenBefore + (takenEnd - freeCount) + (fresh - firstFresh);
  }

  private void bury(int handle) {
    setAddress(handle, Addresses.NONE);
    if (numbers != null) {
      numbers.freed(handle);
    }
  }

  private void push(int handle) {
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, grown(free.length));
    }
    free[freeCount++] = handle;
  }

  private int takeFresh() {
    if (fresh == capacity) {
      int grown = grown(capacity);
      table = Arrays.copyOf(table, grown << STRIDE_SHIFT);
      clear(capacity, grown);
      capacity = grown;
    }
    return fresh++;
  }

  private void clear(int start, int end) {
    for (int handle = start; handle < end; handle++) {
      setAddress(handle, Addresses.NONE);
    }
  }

  // Doubling would waste half of a large table.
  private static int grown(int capacity) {
    return capacity < 1 << 20 ? capacity * 2 : capacity + capacity / 8;
  }
}

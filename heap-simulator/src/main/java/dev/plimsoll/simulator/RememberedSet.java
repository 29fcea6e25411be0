package dev.plimsoll.simulator;

import java.util.Arrays;

/**
 * Slots of old objects that may refer to young ones: the roots of a scavenge inside the old
 * generation. Each slot is in it once; a bit in the slot itself says so, which the write barrier
 * finds where it stores anyway.
 */
final class RememberedSet {

  private long[] entries = new long[64];
  private int size;

  /** Adds a slot, told by its object and its position in the {@link SlotStore}. */
  void add(int parent, int position) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, size * 2);
    }
    entries[size++] = (long) parent << Integer.SIZE | position;
  }

  int size() {
    return size;
  }

  int parentAt(int index) {
    return (int) (entries[index] >>> Integer.SIZE);
  }

  int positionAt(int index) {
    return (int) entries[index];
  }

  /**
   * Forgets those of the first slots whose targets are not young any more, and lets the slots know.
   *
   * @param count how many are looked at: what was added since stays
   */
  void forgetOldTargets(int count, SlotStore slots, ObjectTable objects) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      int position = positionAt(i);
      int value = slots.get(position) & ~SlotStore.REMEMBERED;
      if (i >= count || Addresses.isYoung(objects.address(value))) {
        move(i, kept++);
      } else {
        slots.set(position, value);
      }
    }
    truncate(kept);
  }

  void move(int from, int to) {
    entries[to] = entries[from];
  }

  void truncate(int newSize) {
    size = newSize;
  }
}

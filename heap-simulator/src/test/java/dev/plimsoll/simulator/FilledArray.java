package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;

/**
 * A long array of holes that is filled, in V8 3.14. It gives it a dictionary of three words an
 * entry, whose capacity, a power of two, doubles as the array is filled; when twice the
 * dictionary's words reach the array's length, it allocates the flat elements beside it. This
 * explains the 312 MB that the log shows for the first array of 120 MB.
 */
final class FilledArray {

  private FilledArray() {}

  /** Makes one and keeps it. */
  static void keep(GenerationalHeap heap, Owner owner, int slots) {
    int elements = heap.addRoot(0);
    int words = 3 * 1024;
    heap.setRoot(elements, words(heap, owner, words));
    while (2L * words < slots) {
      words *= 2;
      heap.setRoot(elements, words(heap, owner, words));
    }
    heap.setRoot(elements, words(heap, owner, slots));
  }

  private static int words(GenerationalHeap heap, Owner owner, int words) {
    return heap.allocate(owner, 16 + 8L * words, 0);
  }
}

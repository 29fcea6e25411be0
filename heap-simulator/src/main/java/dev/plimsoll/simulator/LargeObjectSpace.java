package dev.plimsoll.simulator;

/**
 * Large objects, young or old: each on pages of its own, never moved. An object's address is its
 * place in a table.
 */
final class LargeObjectSpace {

  private final int firstAddress;
  private final int capacity;
  private final int pageBytes;
  private final int pageOverhead;
  private final IntList handles = new IntList();
  private final IntList freePlaces = new IntList();
  private int count;
  private long usedBytes;
  private long committedBytes;

  LargeObjectSpace(int firstAddress, int endAddress, int pageBytes, int pageOverhead) {
    this.firstAddress = firstAddress;
    this.capacity = endAddress - firstAddress;
    this.pageBytes = pageBytes;
    this.pageOverhead = pageOverhead;
  }

  /** Adds an object and answers its address. */
  int place(int handle, int words) {
    usedBytes += bytes(words);
    committedBytes += committed(words);
    count++;
    if (!freePlaces.isEmpty()) {
      int place = freePlaces.removeLast();
      handles.set(place, handle);
      return firstAddress + place;
    }
    if (handles.size() == capacity) {
      throw new IllegalStateException("more than " + capacity + " large objects");
    }
    handles.add(handle);
    return firstAddress + handles.size() - 1;
  }

  void remove(int address, int words) {
    usedBytes -= bytes(words);
    committedBytes -= committed(words);
    count--;
    handles.set(address - firstAddress, 0);
    freePlaces.add(address - firstAddress);
  }

  /** One more than the highest place. */
  int end() {
    return handles.size();
  }

  /** {@return the object at a place; 0 for none} */
  int handleAt(int place) {
    return handles.get(place);
  }

  int count() {
    return count;
  }

  long usedBytes() {
    return usedBytes;
  }

  long committedBytes() {
    return committedBytes;
  }

  /** What an object of that size takes from the operating system. */
  long committed(int words) {
    long bytes = bytes(words) + pageOverhead;
    return (bytes + pageBytes - 1) / pageBytes * pageBytes;
  }

  private static long bytes(int words) {
    return (long) words * Addresses.WORD_BYTES;
  }
}

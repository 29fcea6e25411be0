package dev.plimsoll.simulator;

import java.util.Arrays;

/** A page of the old generation: which objects lie in it, and how much of it lives. */
final class OldPage {

  private static final int[] EMPTY = {};

  /** The page's first word. */
  final int start;

  private int[] handles = EMPTY;
  private int count;

  /** Words of objects in it; dead ones are among them until a full collection has told. */
  int usedWords;

  /** Words that the running marking has reached. */
  int markedWords;

  /** Its dead objects still have their handles, and their room is on no free list. */
  boolean unswept;

  /** Being emptied, to be given back. */
  boolean leaving;

  OldPage(int start) {
    this.start = start;
  }

  void add(int handle, int words) {
    if (count == handles.length) {
      handles = Arrays.copyOf(handles, Math.max(16, count + (count >> 2)));
    }
    handles[count++] = handle;
    usedWords += words;
  }

  int count() {
    return count;
  }

  int handleAt(int index) {
    return handles[index];
  }

  /**
   * Replaces its objects by the first {@code size} of {@code sorted}, which it keeps as its own.
   */
  void replace(int[] sorted, int size) {
    handles = size == 0 ? EMPTY : Arrays.copyOf(sorted, size);
    count = size;
  }
}

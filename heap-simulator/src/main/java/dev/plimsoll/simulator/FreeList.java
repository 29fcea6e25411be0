package dev.plimsoll.simulator;

import java.util.Arrays;

/**
 * Free ranges of the old generation's pages, segregated by size: each list holds ranges from a
 * power of two up to the next. An allocation takes the first range of the smallest list whose every
 * range is large enough, and failing that searches the list that its own size falls into.
 */
final class FreeList {

  private static final int LISTS = 32;
  private static final int NIL = -1;

  private final int[] heads = new int[LISTS];
  private int[] starts = new int[64];
  private int[] lengths = new int[64];
  private int[] next = new int[64];
  private int nodes;
  private int unused = NIL;

  /** Where the range taken last begins. */
  int start;

  /** How many words it has. */
  int length;

  FreeList() {
    clear();
  }

  void clear() {
    Arrays.fill(heads, NIL);
    nodes = 0;
    unused = NIL;
  }

  void add(int start, int length) {
    int node = unused;
    if (node == NIL) {
      node = newNode();
    } else {
      unused = next[node];
    }
    starts[node] = start;
    lengths[node] = length;
    int list = listOf(length);
    next[node] = heads[list];
    heads[list] = node;
  }

  /** Takes a range of at least so many words, whole; false when there is none. */
  boolean take(int words) {
    int own = listOf(words);
    for (int list = own + 1; list < LISTS; list++) {
      if (heads[list] != NIL) {
        unlink(list, NIL, heads[list]);
        return true;
      }
    }
    int previous = NIL;
    for (int node = heads[own]; node != NIL; node = next[node]) {
      if (lengths[node] >= words) {
        unlink(own, previous, node);
        return true;
      }
      previous = node;
    }
    return false;
  }

  private void unlink(int list, int previous, int node) {
    if (previous == NIL) {
      heads[list] = next[node];
    } else {
      next[previous] = next[node];
    }
    start = starts[node];
    length = lengths[node];
    next[node] = unused;
    unused = node;
  }

  private int newNode() {
    if (nodes == starts.length) {
      starts = Arrays.copyOf(starts, nodes * 2);
      lengths = Arrays.copyOf(lengths, nodes * 2);
      next = Arrays.copyOf(next, nodes * 2);
    }
    return nodes++;
  }

  private static int listOf(int length) {
    return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(length);
  }
}

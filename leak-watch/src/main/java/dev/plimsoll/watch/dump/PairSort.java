package dev.plimsoll.watch.dump;

/**
 * Sorts keys and carries values along, in place. Heapsort (Williams 1964): slower than a quicksort
 * by a constant, but it needs no memory and no order of the input makes it quadratic. Dumps are
 * mostly written in address order, so that it is seldom called.
 */
final class PairSort {

  private final long[] keys;
  private final long[] values;

  private PairSort(long[] keys, long[] values) {
    this.keys = keys;
    this.values = values;
  }

  static void sort(long[] keys, long[] values) {
    new PairSort(keys, values).sort();
  }

  private void sort() {
    for (int i = keys.length / 2 - 1; i >= 0; i--) {
      siftDown(i, keys.length);
    }
    for (int end = keys.length - 1; end > 0; end--) {
      swap(0, end);
      siftDown(0, end);
    }
  }

  private void siftDown(int from, int end) {
    int parent = from;
    for (int child = 2 * parent + 1; child < end; child = 2 * parent + 1) {
      if (child + 1 < end && keys[child] < keys[child + 1]) {
        child++;
      }
      if (keys[parent] >= keys[child]) {
        return;
      }
      swap(parent, child);
      parent = child;
    }
  }

  private void swap(int i, int j) {
    long key = keys[i];
    keys[i] = keys[j];
    keys[j] = key;
    long value = values[i];
    values[i] = values[j];
    values[j] = value;
  }
}

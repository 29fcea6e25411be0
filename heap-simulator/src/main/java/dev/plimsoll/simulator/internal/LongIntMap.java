package dev.plimsoll.simulator.internal;

import java.util.Arrays;

/**
 * From a long to an int that is not {@link #NONE}, by open addressing with linear probing. Removing
 * shifts later entries back, so that no tombstones remain.
 */
public final class LongIntMap {

  public static final int NONE = -1;

  private static final int INITIAL_CAPACITY = 16;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long[] keys = new long[INITIAL_CAPACITY];
  private int[] values = new int[INITIAL_CAPACITY];
  private int size;

  public LongIntMap() {
    Arrays.fill(values, NONE);
  }

  public int size() {
    return size;
  }

  /** Answers what stood there before, or {@link #NONE}. */
  public int put(long key, int value) {
    int index = find(key);
    int before = values[index];
    keys[index] = key;
    values[index] = value;
    if (before == NONE && ++size * 2 > keys.length) {
      grow();
    }
    return before;
  }

  /** Answers what stands there, or {@link #NONE}. */
  public int get(long key) {
    return values[find(key)];
  }

  /** Answers what stood there, or {@link #NONE}. */
  public int remove(long key) {
    int index = find(key);
    int value = values[index];
    if (value != NONE) {
      size--;
      closeGap(index);
    }
    return value;
  }

  private int find(long key) {
    int index = home(key);
    while (values[index] != NONE && keys[index] != key) {
      index = next(index);
    }
    return index;
  }

  private void closeGap(int removed) {
    int gap = removed;
    for (int i = next(gap); values[i] != NONE; i = next(i)) {
      int home = home(keys[i]);
      // An entry moves back unless its home lies behind the gap.
      boolean movable = gap <= i ? (home <= gap || home > i) : (home <= gap && home > i);
      if (movable) {
        keys[gap] = keys[i];
        values[gap] = values[i];
        gap = i;
      }
    }
    values[gap] = NONE;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new int[oldValues.length * 2];
    Arrays.fill(values, NONE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != NONE) {
        int index = find(oldKeys[i]);
        keys[index] = oldKeys[i];
        values[index] = oldValues[i];
      }
    }
  }

  private int home(long key) {
    return (int) ((key * GOLDEN) >>> 32) & (keys.length - 1);
  }

  private int next(int index) {
    return (index + 1) & (keys.length - 1);
  }
}

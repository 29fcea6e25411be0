package dev.plimsoll.watch.dump;

/**
 * A hash map from long to long with open addressing: no object per entry. Key 0 is HPROF's null and
 * never a key.
 */
final class LongMap {

  private static final long SPREAD =
      0x9E37_79B9_7F4A_7C15L; // 2^64 / golden ratio, Knuth's multiplicative hashing

  private long[] keys = new long[1 << 10];
  private long[] values = new long[1 << 10];
  private int size;

  void put(long key, long value) {
    if (key == 0) {
      throw new IllegalArgumentException("0 is null and cannot be a key");
    }
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    int slot = slot(key);
    if (keys[slot] == 0) {
      keys[slot] = key;
      size++;
    }
    values[slot] = value;
  }

  /** Returns the value of key, or absent. */
  long get(long key, long absent) {
    int slot = slot(key);
    return key != 0 && keys[slot] == key ? values[slot] : absent;
  }

  int size() {
    return size;
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * SPREAD) >>> 32) & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new long[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}

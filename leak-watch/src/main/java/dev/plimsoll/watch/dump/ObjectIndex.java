package dev.plimsoll.watch.dump;

/**
 * All objects of a dump, ordered by id (which is an address): an object's place in this order is
 * its node number. Two arrays of longs, and a table over the leading bits of the id that shortens
 * the binary search.
 */
final class ObjectIndex {

  private static final int OBJECTS_PER_BUCKET = 8;

  private final long[] ids;
  private final long[] positions;
  private final int[] bucketStart;
  private final long lowest;
  private final int shift;

  private ObjectIndex(long[] ids, long[] positions) {
    this.ids = ids;
    this.positions = positions;
    this.lowest = ids.length == 0 ? 0 : ids[0];
    long span = ids.length == 0 ? 1 : ids[ids.length - 1] - lowest + 1;
    int buckets = Math.max(1, ids.length / OBJECTS_PER_BUCKET);
    int bits = 0;
    while (span >>> bits >= buckets) {
      bits++;
    }
    this.shift = bits;
    this.bucketStart = bucketStarts((int) (span >>> bits) + 2);
  }

  int size() {
    return ids.length;
  }

  long id(int node) {
    return ids[node];
  }

  /** Returns where in the file the object's record begins. */
  long position(int node) {
    return positions[node];
  }

  /** Returns the node of an id, or -1 for null and for ids that the dump does not hold. */
  int node(long id) {
    if (ids.length == 0 || id < lowest || id > ids[ids.length - 1]) {
      return -1;
    }
    int bucket = (int) ((id - lowest) >>> shift);
    int low = bucketStart[bucket];
    int high = bucketStart[bucket + 1] - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (ids[middle] < id) {
        low = middle + 1;
      } else if (ids[middle] > id) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -1;
  }

  private int[] bucketStarts(int length) {
    int[] starts = new int[length];
    int node = 0;
    for (int bucket = 0; bucket < length; bucket++) {
      while (node < ids.length && (ids[node] - lowest) >>> shift < bucket) {
        node++;
      }
      starts[bucket] = node;
    }
    return starts;
  }

  /** Collects objects in any order, as many as were counted before. */
  static final class Builder {
    private final long[] ids;
    private final long[] positions;
    private int size;
    private boolean ordered = true;

    Builder(int objects) {
      ids = new long[objects];
      positions = new long[objects];
    }

    void add(long id, long position) {
      ordered &= size == 0 || ids[size - 1] < id;
      ids[size] = id;
      positions[size] = position;
      size++;
    }

    ObjectIndex build() throws MalformedDumpException {
      if (!ordered) {
        PairSort.sort(ids, positions);
      }
      for (int i = 1; i < ids.length; i++) {
        if (ids[i] == ids[i - 1]) {
          throw new MalformedDumpException(
              "damaged dump: two objects have id 0x"
                  + Long.toHexString(ids[i])
                  + ", at bytes "
                  + positions[i - 1]
                  + " and "
                  + positions[i]);
        }
      }
      return new ObjectIndex(ids, positions);
    }
  }
}

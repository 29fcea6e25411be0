package dev.plimsoll.watch.rule;

/**
 * How full the heap was after its latest collection.
 *
 * @param usedBytes what was left in use
 * @param maxBytes the most that the heap may grow to; positive
 */
public record HeapSample(long usedBytes, long maxBytes) {

  public HeapSample {
    if (usedBytes < 0 || maxBytes <= 0) {
      throw new IllegalArgumentException(
          "a heap has used >= 0 and max > 0: used=" + usedBytes + ", max=" + maxBytes);
    }
  }

  /** {@return the part in use, 0 to 1} */
  public double level() {
    return (double) usedBytes / maxBytes;
  }

  /** {@return the bytes that are free} */
  public long freeBytes() {
    return Math.max(0, maxBytes - usedBytes);
  }
}

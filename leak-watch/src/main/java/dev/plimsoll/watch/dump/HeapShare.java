package dev.plimsoll.watch.dump;

/**
 * A part of the heap.
 *
 * @param bytes what it takes
 * @param objects how many objects it is
 */
public record HeapShare(long bytes, long objects) {

  /**
   * {@return both together}
   *
   * @param other a part that has no object in common with this one
   */
  public HeapShare plus(HeapShare other) {
    return new HeapShare(bytes + other.bytes, objects + other.objects);
  }
}

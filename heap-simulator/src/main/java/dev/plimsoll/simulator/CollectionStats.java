package dev.plimsoll.simulator;

import java.util.List;

/**
 * What one collection found, did and left. Sizes are bytes, times simulated milliseconds.
 *
 * @param number counts the heap's collections of every kind, from 1
 * @param endMillis when it ended, since the heap was made
 * @param pauseMillis how long it held the program up
 * @param reason what asked for it
 * @param allocatedBytes allocated since the collection before
 * @param promotedBytes moved from the young to the old generation
 * @param copiedBytes moved within the young generation
 * @param before the whole heap when it began
 * @param after the whole heap when it ended
 * @param marking the incremental marking that belongs to it
 * @param mutator the program's own share of time
 * @param spaces each space before and after
 */
public record CollectionStats(
    long number,
    double endMillis,
    double pauseMillis,
    GcReason reason,
    long allocatedBytes,
    long promotedBytes,
    long copiedBytes,
    HeapSize before,
    HeapSize after,
    MarkingProgress marking,
    MutatorShare mutator,
    List<SpaceChange> spaces) {

  /**
   * How large the heap is.
   *
   * @param usedBytes bytes of objects, dead ones that were not collected yet included
   * @param committedBytes bytes taken from the operating system
   */
  public record HeapSize(long usedBytes, long committedBytes) {}

  /**
   * One space before and after a collection.
   *
   * @param name the runtime's name for it
   * @param usedBefore bytes of objects when the collection began
   * @param capacityBefore bytes it could hold then
   * @param usedAfter bytes of objects when the collection ended
   * @param capacityAfter bytes it can hold now
   */
  public record SpaceChange(
      String name, long usedBefore, long capacityBefore, long usedAfter, long capacityAfter) {}

  /**
   * Incremental marking done between allocations: for a full collection since marking began, for a
   * scavenge since the collection before.
   *
   * @param steps how many steps; 0 when there was no marking
   * @param millis their pauses together
   * @param biggestStepMillis the longest pause among them
   * @param elapsedMillis time since marking began
   */
  public record MarkingProgress(
      int steps, double millis, double biggestStepMillis, double elapsedMillis) {

    /** No marking. */
    public static final MarkingProgress NONE = new MarkingProgress(0, 0, 0, 0);
  }

  public CollectionStats {
    spaces = List.copyOf(spaces);
  }

  /**
   * {@return the space of that name}
   *
   * @param name the runtime's name for it
   * @throws IllegalArgumentException if this collection knows no such space
   */
  public SpaceChange space(String name) {
    return spaces.stream()
        .filter(space -> space.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no space named " + name + " among " + spaces));
  }
}

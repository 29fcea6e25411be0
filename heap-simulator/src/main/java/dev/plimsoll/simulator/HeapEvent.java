package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;
import java.util.List;

/**
 * Something that happened in a simulated heap. Times are simulated milliseconds since the heap was
 * made: what {@link PauseModel} makes of the work done, never a clock's reading, so that one
 * program gives the same events on every machine.
 */
public sealed interface HeapEvent {

  /** {@return when it ended, in simulated milliseconds since the heap was made} */
  double millis();

  /** A collection that has ended: the events a trace prints, one line each. */
  sealed interface Collection extends HeapEvent permits Scavenge, MarkSweep, MarkCompact {

    /** {@return what it found, did and left} */
    CollectionStats stats();

    @Override
    default double millis() {
      return stats().endMillis();
    }
  }

  /**
   * A collection of the young generation alone.
   *
   * @param stats what it did
   * @param tenuringThreshold how many scavenges an object survives before the next one promotes it;
   *     1 on V8, where the second survival promotes
   */
  record Scavenge(CollectionStats stats, int tenuringThreshold) implements Collection {}

  /**
   * A full collection that moved nothing in the old generation.
   *
   * @param stats what it did
   */
  record MarkSweep(CollectionStats stats) implements Collection {}

  /**
   * A full collection that moved live objects of the old generation together.
   *
   * @param stats what it did
   * @param movedBytes bytes moved within the old generation
   */
  record MarkCompact(CollectionStats stats, long movedBytes) implements Collection {}

  /**
   * What one collection promoted for one owner and one cause. Follows the event of its collection.
   *
   * @param millis when the collection ended
   * @param owner whose objects they are
   * @param objects how many
   * @param bytes how much
   * @param cause why they were not left in the young generation
   */
  record Promotion(double millis, Owner owner, long objects, long bytes, Cause cause)
      implements HeapEvent {

    /** Why objects were promoted. */
    public enum Cause {
      /** They had survived a scavenge before: they lay below the age mark. */
      SURVIVED_TWICE,
      /** They had reached the tenuring threshold, which counts the scavenges they survived. */
      AGE_REACHED,
      /** To-space was over a quarter full: V8's rule up to 3.14. */
      TO_SPACE_CROWDED,
      /** To-space, or the survivor space, could not take them. */
      TO_SPACE_FULL,
      /** Large objects are promoted where they lie, without a copy. */
      LARGE_OBJECT,
      /** A full collection empties the young generation. */
      FULL_COLLECTION
    }
  }

  /**
   * A step of incremental marking, between two allocations.
   *
   * @param millis when it ended
   * @param step its number since marking began; 1 begins marking
   * @param markedBytes bytes it marked
   * @param pauseMillis how long it held the program up
   */
  record MarkingStep(double millis, int step, long markedBytes, double pauseMillis)
      implements HeapEvent {}

  /**
   * Pages of the old generation were swept, when an allocation wanted room.
   *
   * @param millis when it ended
   * @param pages how many pages
   * @param freedBytes bytes put on free lists
   * @param pauseMillis how long it held the program up
   */
  record Sweep(double millis, int pages, long freedBytes, double pauseMillis)
      implements HeapEvent {}

  /**
   * The semi-spaces grew, since more had survived than they hold.
   *
   * @param millis when
   * @param fromBytes one semi-space's capacity before
   * @param toBytes one semi-space's capacity after
   */
  record SemiSpaceGrown(double millis, long fromBytes, long toBytes) implements HeapEvent {}

  /**
   * The heap's limit was reached and collections did not help.
   *
   * @param millis when
   * @param requestedBytes the allocation that did not fit
   * @param limitBytes the limit of the old generation
   * @param message the runtime's own words for it
   * @param lastCollections the last collections, oldest first
   */
  record OutOfMemory(
      double millis,
      long requestedBytes,
      long limitBytes,
      String message,
      List<Collection> lastCollections)
      implements HeapEvent {

    public OutOfMemory {
      lastCollections = List.copyOf(lastCollections);
    }
  }
}

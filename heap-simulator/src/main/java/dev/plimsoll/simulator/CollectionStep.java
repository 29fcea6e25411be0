package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.HeapEvent.Promotion.Cause;
import dev.plimsoll.simulator.HeapSpace.Place;
import java.util.List;

/**
 * One collection, object by object: where it began, and what it did with each object that it moved
 * or freed. For heaps that are small enough to be looked at; it takes memory for each object.
 *
 * @param collection the collection as traces tell it
 * @param roots where it began, in the order in which it looked at them
 * @param copied what it moved within a generation, in the order of the new places
 * @param promoted what it moved to the old generation, in the order in which it did
 * @param freed what it found dead, in the order of the places that became free
 */
public record CollectionStep(
    HeapEvent.Collection collection,
    List<Root> roots,
    List<Move> copied,
    List<Promoted> promoted,
    List<Freed> freed) {

  public CollectionStep {
    roots = List.copyOf(roots);
    copied = List.copyOf(copied);
    promoted = List.copyOf(promoted);
    freed = List.copyOf(freed);
  }

  /**
   * An object.
   *
   * @param handle its handle before the collection
   * @param owner whose memory it is
   * @param bytes its size
   */
  public record Subject(int handle, Owner owner, long bytes) {

    /** {@return such as {@code users#12}} */
    @Override
    public String toString() {
      return owner.name() + '#' + handle;
    }
  }

  /**
   * Something outside the collected part of the heap that refers to an object in it.
   *
   * @param name what: a root with its number, or a slot of an old object that the remembered set
   *     knows
   * @param object what it refers to
   */
  public record Root(String name, Subject object) {}

  /**
   * An object moved within its generation.
   *
   * @param object which
   * @param from where it lay
   * @param to where it lies now
   */
  public record Move(Subject object, Place from, Place to) {}

  /**
   * An object moved to the old generation.
   *
   * @param object which
   * @param from where it lay
   * @param to where it lies now
   * @param cause why it was not left in the young one
   */
  public record Promoted(Subject object, Place from, Place to, Cause cause) {}

  /**
   * An object was dead.
   *
   * @param object which
   * @param from where it lay
   */
  public record Freed(Subject object, Place from) {}
}

package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;

/**
 * Is shown what a heap's roots reach: first every root, then every object that can be reached,
 * nearest first, each followed by the references in its slots. The heap does not change meanwhile,
 * and must not be called.
 */
public interface ReachabilityVisitor {

  /** Why an object is a root. */
  enum RootKind {
    /** The runtime itself holds it. */
    RUNTIME,
    /** The program holds it by {@link GenerationalHeap#addRoot}. */
    PROGRAM,
    /** An open scope allocated it, or it is the newest object outside any. */
    SCOPE
  }

  /**
   * Something outside the heap refers to an object.
   *
   * @param kind what
   * @param number the root's number among those of its kind
   * @param object the object
   */
  void root(RootKind kind, int number, int object);

  /**
   * An object can be reached.
   *
   * @param object its handle
   * @param number its own among this heap's objects, given to no other one ever
   * @param owner whose memory it is
   * @param bytes its size
   * @param referenceSlots how many references it can hold
   */
  void object(int object, int number, Owner owner, long bytes, int referenceSlots);

  /**
   * The object shown last refers to another one.
   *
   * @param slot in which of its slots
   * @param target the handle of the object referred to
   */
  void reference(int slot, int target);
}

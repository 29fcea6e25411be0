package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;
import java.util.List;
import java.util.Objects;

/**
 * A simulated generational heap: objects with sizes, reference slots, roots and owners, collected
 * as the runtime that its {@link HeapConfig} names collects them. It holds no data, only what a
 * collector sees, so that a program's memory behaviour can be watched object by object.
 *
 * <p>An object is told by a handle: an int that stays the same while the object lives and is given
 * to another object some time after its death; 0 is null. Collections happen inside {@code
 * allocate}, and where a program asks for one; what no root, no open scope and no slot of a live
 * object refers to is then gone. Outside any scope the newest object is kept until the next
 * allocation is done.
 *
 * <p>Deterministic: there is no clock and no chance in it. A heap belongs to one thread.
 */
public final class GenerationalHeap {

  private final Engine engine;

  private GenerationalHeap(Engine engine) {
    this.engine = engine;
  }

  /**
   * {@return a new heap}
   *
   * @param config which runtime's, and its options
   * @throws IllegalArgumentException if options contradict one another
   */
  public static GenerationalHeap of(HeapConfig config) {
    Objects.requireNonNull(config, "config").check();
    return new GenerationalHeap(new V8Engine(config));
  }

  /** {@return a scope that keeps alive what is allocated until it is closed} */
  public HeapScope openScope() {
    return new HeapScope(engine.scopes);
  }

  /**
   * Allocates an object. Collects first when there is no room.
   *
   * @param owner whose memory it is
   * @param bytes its size, header included; rounded up to 8
   * @param referenceSlots how many references it can hold; all null at first
   * @return its handle
   * @throws SimulatedOutOfMemoryException if it does not fit under the heap's limit
   * @throws IllegalArgumentException if the size is not positive or has no room for the slots
   */
  public int allocate(Owner owner, long bytes, int referenceSlots) {
    return engine.allocate(owner, bytes, referenceSlots);
  }

  /**
   * Makes room for objects that are allocated next, so that they lie side by side with no
   * collection between them: what compilers call folding allocations. V8 allocates a small {@code
   * new Array(n)} so, the array and its elements at once. Does nothing for what is too large for a
   * page.
   *
   * @param bytes the size of all of them together, each rounded up to 8
   */
  public void reserve(long bytes) {
    engine.reserve(bytes);
  }

  /**
   * Stores a reference, through the write barrier.
   *
   * @param parent the object that holds it
   * @param slot which of the parent's slots, from 0
   * @param value the object referred to, or 0
   */
  public void store(int parent, int slot, int value) {
    engine.store(parent, slot, value);
  }

  /**
   * {@return the reference in a slot, 0 for none}
   *
   * @param object the object that holds it
   * @param slot which of its slots, from 0
   */
  public int load(int object, int slot) {
    return engine.load(object, slot);
  }

  /**
   * Keeps an object alive until the root is set to another or removed.
   *
   * @param object the object, or 0 for none yet
   * @return the root's number
   */
  public int addRoot(int object) {
    return engine.addRoot(object);
  }

  /**
   * Lets a root refer to another object.
   *
   * @param root what {@code addRoot} answered
   * @param object the object, or 0 for none
   * @throws IllegalArgumentException if there is no such root
   */
  public void setRoot(int root, int object) {
    engine.setRoot(root, object);
  }

  /**
   * Removes a root.
   *
   * @param root what {@code addRoot} answered
   * @throws IllegalArgumentException if there is no such root
   */
  public void removeRoot(int root) {
    engine.roots.remove(root);
  }

  /**
   * Memory outside the heap that an object holds, a Buffer's for instance, was taken. It counts
   * towards the next full collection.
   *
   * @param owner whose memory it is
   * @param bytes how much; not negative
   */
  public void allocateExternal(Owner owner, long bytes) {
    changeExternal(owner, requireNotNegative(bytes));
  }

  /**
   * Memory outside the heap was given back.
   *
   * @param owner whose memory it was
   * @param bytes how much; not negative, and no more than the owner holds
   */
  public void freeExternal(Owner owner, long bytes) {
    changeExternal(owner, -requireNotNegative(bytes));
  }

  /** Collects the young generation now. */
  public void collectYoung() {
    engine.collectYoung();
  }

  /** Collects both generations now, as {@code gc()} does in Node. */
  public void collectFully() {
    engine.collectFully();
  }

  /** {@return what the process uses, dead objects not yet collected included} */
  public HeapUsage memoryUsage() {
    return engine.usage();
  }

  /** {@return for each owner what it allocated and what became of it} */
  public List<OwnerUsage> owners() {
    return engine.accounts.report();
  }

  /** {@return what happened so far} */
  public HeapTotals totals() {
    return engine.totals();
  }

  /**
   * Lets a listener hear this heap's events from now on.
   *
   * @param listener who hears
   * @return ends it when closed
   */
  public Subscription subscribe(HeapEventListener listener) {
    return engine.log.subscribe(Objects.requireNonNull(listener, "listener"));
  }

  private void changeExternal(Owner owner, long delta) {
    int index = engine.accounts.indexOf(owner);
    if (engine.accounts.externalOf(index) + delta < 0) {
      throw new IllegalArgumentException(
          owner + " holds " + engine.accounts.externalOf(index) + " external bytes: " + -delta);
    }
    engine.accounts.externalChanged(index, delta);
    engine.externalChanged(delta);
  }

  private static long requireNotNegative(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes must not be negative: " + bytes);
    }
    return bytes;
  }
}

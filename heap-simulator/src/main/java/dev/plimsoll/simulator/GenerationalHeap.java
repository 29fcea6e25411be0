package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A simulated generational heap: objects with sizes, reference slots, roots and owners, collected
 * as the runtime that its {@link HeapConfig} names collects them. It holds no data, only what a
 * collector sees, so that a program's memory behaviour can be watched object by object.
 *
 * <p>An object is told by a handle: an int that stays the same while the object lives and is given
 * to another object some time after its death, but where handles are {@link
 * HeapConfig#withHandleChecks checked}; 0 is null. Collections happen inside {@code allocate}, and
 * where a program asks for one; what no root, no open scope and no slot of a live object refers to
 * is then gone. Outside any scope the newest object is kept until the next allocation is done.
 *
 * <p>Deterministic: there is no clock and no chance in it. A heap belongs to one thread.
 */
public final class GenerationalHeap {

  private final Engine engine;
  private @Nullable HeapRetention retention;

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
    return new GenerationalHeap(
        config.runtime() instanceof HotSpotRules rules
            ? new HotSpotEngine(config, rules)
            : new V8Engine(config));
  }

  /** {@return a scope that keeps alive what is allocated until it is closed} */
  public HeapScope openScope() {
    return new HeapScope(engine, retention);
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
    return retention == null
        ? engine.told(engine.allocate(owner, bytes, referenceSlots))
        : retention.settled(() -> engine.told(engine.allocate(owner, bytes, referenceSlots)));
  }

  /**
   * Allocates an object straight in the old generation, as a runtime does with what it expects to
   * live: V8 with interned strings and with tables that outgrew the ones before.
   *
   * @param owner whose memory it is
   * @param bytes its size, header included; rounded up to 8
   * @param referenceSlots how many references it can hold; all null at first
   * @return its handle
   * @throws SimulatedOutOfMemoryException if it does not fit under the heap's limit
   * @throws IllegalArgumentException if the size is not positive or has no room for the slots
   */
  public int allocateOld(Owner owner, long bytes, int referenceSlots) {
    return retention == null
        ? engine.told(engine.allocateOld(owner, bytes, referenceSlots))
        : retention.settled(() -> engine.told(engine.allocateOld(owner, bytes, referenceSlots)));
  }

  /**
   * {@return a place in the program that allocates for an owner} Watched where {@link
   * HeapConfig#withPretenuring} is on; else its objects are like any others of the owner.
   *
   * @param owner whose memory it allocates
   */
  public AllocationSite newAllocationSite(Owner owner) {
    Objects.requireNonNull(owner, "owner");
    return settled(() -> engine.newSite(owner));
  }

  /**
   * Allocates an object at a site: in the old generation once the site is tenured.
   *
   * @param site where in the program; one of this heap's
   * @param bytes its size, header included; rounded up to 8
   * @param referenceSlots how many references it can hold; all null at first
   * @return its handle
   * @throws SimulatedOutOfMemoryException if it does not fit under the heap's limit
   * @throws IllegalArgumentException if the size is not positive or has no room for the slots, or
   *     the site is another heap's
   */
  public int allocate(AllocationSite site, long bytes, int referenceSlots) {
    return retention == null
        ? engine.told(engine.allocateAt(site, bytes, referenceSlots))
        : retention.settled(() -> engine.told(engine.allocateAt(site, bytes, referenceSlots)));
  }

  /**
   * Allocates an object that holds memory outside the heap until it is collected, as an {@code
   * ArrayBuffer} does.
   *
   * @param owner whose memory it is
   * @param bytes the object's own size, header included; rounded up to 8
   * @param externalBytes what it holds outside the heap; not negative
   * @return its handle
   * @throws SimulatedOutOfMemoryException if it does not fit under the heap's limit
   */
  public int allocateBuffer(Owner owner, long bytes, long externalBytes) {
    requireNotNegative(externalBytes);
    return retention == null
        ? engine.told(engine.allocateBuffer(owner, bytes, externalBytes))
        : retention.settled(() -> engine.told(engine.allocateBuffer(owner, bytes, externalBytes)));
  }

  /**
   * {@return whether an object lies in the young generation}
   *
   * @param object a live object
   */
  public boolean isYoung(int object) {
    return retention == null
        ? engine.isYoung(engine.meant(object))
        : retention.exclusively(() -> engine.isYoung(engine.meant(object)));
  }

  /**
   * Makes room for objects that are allocated next, so that they lie side by side with no
   * collection between them: what compilers call folding allocations. V8 allocates a small {@code
   * new Array(n)} so, the array and its elements at once. Does nothing for what is too large for a
   * page, and where a retention listener feeds the heap beside the program.
   *
   * @param bytes the size of all of them together, each rounded up to 8
   */
  public void reserve(long bytes) {
    if (retention == null) {
      engine.reserve(bytes);
    }
  }

  /**
   * Stores a reference, through the write barrier.
   *
   * @param parent the object that holds it
   * @param slot which of the parent's slots, from 0
   * @param value the object referred to, or 0
   */
  public void store(int parent, int slot, int value) {
    if (retention == null) {
      engine.store(engine.meant(parent, slot), slot, engine.meant(value));
    } else {
      retention.settled(() -> engine.store(engine.meant(parent, slot), slot, engine.meant(value)));
    }
  }

  /**
   * Says that references were moved within an object, as {@code shift} and {@code splice} of a long
   * JavaScript array do: what the barrier for a range does on top of the stores.
   *
   * @param object the object
   */
  public void moved(int object) {
    settled(() -> engine.moved(engine.meant(object)));
  }

  /**
   * {@return the reference in a slot, 0 for none}
   *
   * @param object the object that holds it
   * @param slot which of its slots, from 0
   */
  public int load(int object, int slot) {
    return retention == null
        ? engine.told(engine.load(engine.meant(object, slot), slot))
        : retention.exclusively(() -> engine.told(engine.load(engine.meant(object, slot), slot)));
  }

  /**
   * Keeps an object alive until the root is set to another or removed.
   *
   * @param object the object, or 0 for none yet
   * @return the root's number
   */
  public int addRoot(int object) {
    return retention == null
        ? engine.addRoot(engine.meant(object))
        : retention.settled(() -> engine.addRoot(engine.meant(object)));
  }

  /**
   * Lets a root refer to another object.
   *
   * @param root what {@code addRoot} answered
   * @param object the object, or 0 for none
   * @throws IllegalArgumentException if there is no such root
   */
  public void setRoot(int root, int object) {
    if (retention == null) {
      engine.roots.set(root, engine.meant(object));
    } else {
      retention.settled(() -> engine.roots.set(root, engine.meant(object)));
    }
  }

  /**
   * Removes a root.
   *
   * @param root what {@code addRoot} answered
   * @throws IllegalArgumentException if there is no such root
   */
  public void removeRoot(int root) {
    if (retention == null) {
      engine.roots.remove(root);
    } else {
      retention.settled(() -> engine.roots.remove(root));
    }
  }

  /**
   * Memory outside the heap that an object holds, a Buffer's for instance, was taken. It counts
   * towards the next full collection.
   *
   * @param owner whose memory it is
   * @param bytes how much; not negative
   */
  public void allocateExternal(Owner owner, long bytes) {
    requireNotNegative(bytes);
    settled(() -> engine.changeExternal(owner, bytes));
  }

  /**
   * Memory outside the heap was given back.
   *
   * @param owner whose memory it was
   * @param bytes how much; not negative, and no more than the owner holds
   */
  public void freeExternal(Owner owner, long bytes) {
    requireNotNegative(bytes);
    settled(() -> engine.changeExternal(owner, -bytes));
  }

  /**
   * The program went once more round a loop. V8 asks for a full collection when marking is
   * complete, and a loop hears that only now and then: since 11.3, when it has run 66 KB of
   * bytecode. A heap that is never told guesses by the number of allocations. HotSpot does not
   * listen.
   *
   * @param bytecodeBytes how long the loop's bytecode is, as {@code node --print-bytecode} shows
   *     it; at least 0
   */
  public void looped(int bytecodeBytes) {
    if (bytecodeBytes < 0) {
      throw new IllegalArgumentException("bytecodeBytes must not be negative: " + bytecodeBytes);
    }
    ran(bytecodeBytes);
  }

  /** The program entered a function of its own: V8's requests are heard at once. */
  public void called() {
    ran(Interrupts.CALL);
  }

  private void ran(int bytecodeBytes) {
    if (retention == null) {
      engine.ran(bytecodeBytes);
    } else {
      retention.settled(() -> engine.ran(bytecodeBytes));
    }
  }

  /** Collects the young generation now. */
  public void collectYoung() {
    settled(engine::collectYoung);
  }

  /** Collects both generations now, as {@code gc()} does in Node. */
  public void collectFully() {
    settled(engine::collectFully);
  }

  /**
   * Collects the young generation now, and tells object by object what that did.
   *
   * @return what it did
   */
  public CollectionStep stepYoung() {
    return settled(() -> step(false));
  }

  /**
   * Collects both generations now, and tells object by object what that did.
   *
   * @return what it did
   */
  public CollectionStep stepFully() {
    return settled(() -> step(true));
  }

  private CollectionStep step(boolean full) {
    return StepRecorder.record(engine, full, full ? engine::collectFully : engine::collectYoung);
  }

  /**
   * Shows where everything lies, dead objects that were not collected yet included. Nothing
   * changes.
   *
   * @param visitor who is shown it, on this thread; it must not call the heap
   * @return the heap's spaces
   */
  public List<HeapSpace> visitSpaces(HeapSpace.Visitor visitor) {
    Objects.requireNonNull(visitor, "visitor");
    return settled(() -> engine.visitSpaces(visitor));
  }

  /** {@return what the process uses, dead objects not yet collected included} */
  public HeapUsage memoryUsage() {
    return settled(engine::usage);
  }

  /** {@return for each owner what it allocated and what became of it} */
  public List<OwnerUsage> owners() {
    return settled(engine.accounts::report);
  }

  /** {@return what happened so far} */
  public HeapTotals totals() {
    return settled(engine::totals);
  }

  /**
   * Shows what the roots reach: exactly what a full collection would leave. Nothing is collected
   * and nothing changes.
   *
   * @param visitor who is shown it, on this thread
   */
  public void visitReachable(ReachabilityVisitor visitor) {
    Objects.requireNonNull(visitor, "visitor");
    settled(() -> Reachability.show(engine, visitor));
  }

  /**
   * {@return the SPI's other end: what containers report to it becomes simulated allocations}
   *
   * <p>Always the same one, safe from any thread. The first call starts a named daemon thread that
   * feeds this heap; from then on the heap's own methods wait their turn and see all that was
   * reported before, and listeners are told events on the thread that happens to feed the heap.
   */
  public HeapRetention retentionListener() {
    if (retention == null) {
      retention = new HeapRetention(engine);
    }
    return retention;
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

  /** Looks whether all is as it must be between two collections. */
  void verify() {
    HeapVerifier.verify(engine);
  }

  /** For what happens seldom: each allocation, store and load spares itself the function. */
  private <T> T settled(Supplier<T> reading) {
    return retention == null ? reading.get() : retention.settled(reading);
  }

  private void settled(Runnable action) {
    if (retention == null) {
      action.run();
    } else {
      retention.settled(action);
    }
  }

  private static void requireNotNegative(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes must not be negative: " + bytes);
    }
  }
}

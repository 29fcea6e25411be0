package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What heaps have in common, whatever collects them: objects, their slots, roots, scopes, the
 * remembered set with its write barrier, accounts, and allocation by moving {@link #top}. How room
 * is found when that does not suffice, and what a collection does, is the subclass's.
 */
abstract class Engine {

  /** No reference takes less, whatever the runtime. */
  private static final int MIN_SLOT_BYTES = 4;

  private static final long MAX_OBJECT_BYTES = 1L << 33;

  final ObjectTable objects = new ObjectTable();
  final SlotStore slots = new SlotStore();
  final RememberedSet remembered = new RememberedSet();
  final RootTable roots = new RootTable();
  final IntList runtimeRoots = new IntList();
  final ScopeStack scopes = new ScopeStack();
  final OwnerAccounts accounts = new OwnerAccounts();
  final BufferTable buffers = new BufferTable();
  final PromotionTally tally = new PromotionTally();
  final CollectionLog log;
  final @Nullable Pretenuring pretenuring;

  /** Larger objects are not allocated by moving {@link #top}. */
  private final int largestRegularWords;

  private final boolean checked;

  /** Where the next object goes. */
  int top;

  /** How far {@link #top} may go without asking. */
  int limit;

  /** Incremental marking is under way, so that stores must tell the marker. */
  boolean marking;

  Engine(HeapConfig config, int largestRegularWords) {
    this.checked = config.handleChecks();
    if (checked) {
      objects.check(ObjectNumbers.checked());
    }
    this.largestRegularWords = largestRegularWords;
    this.log = new CollectionLog(config.pauseModel());
    this.pretenuring = config.pretenuring() ? new Pretenuring() : null;
  }

  /**
   * Finds room for an object that does not fit below {@link #limit}, or is large, and adds it.
   * Collects when it must.
   */
  abstract int allocateSlow(int owner, int words, int referenceSlots);

  /** Makes room for so many words below {@link #limit}; collects when it must. */
  abstract void reserveSlow(int words);

  /** Adds an object to the old generation, collecting when it must. */
  abstract int allocateOldSlow(int owner, int words, int referenceSlots);

  /** A reference to an unmarked object was stored while marking is under way. */
  abstract void markStored(int value);

  /** References were moved within an object. */
  void moved(int handle) {}

  /** The program ran so much bytecode, or entered a function: {@link Interrupts#CALL}. */
  void ran(int bytecodeBytes) {}

  /** Shows the handles of all roots, in the order in which every collection visits them. */
  final void forEachRoot(IntConsumer visitor) {
    forEachRuntimeRoot(visitor);
    forEachProgramRoot(visitor);
  }

  /** Shows what the runtime itself refers to. */
  final void forEachRuntimeRoot(IntConsumer visitor) {
    for (int i = 0; i < runtimeRoots.size(); i++) {
      visitor.accept(runtimeRoots.get(i));
    }
  }

  /** Shows what the program's variables and open scopes refer to. */
  final void forEachProgramRoot(IntConsumer visitor) {
    for (int root = 1; root < roots.end(); root++) {
      if (roots.handleAt(root) > 0) {
        visitor.accept(roots.handleAt(root));
      }
    }
    for (int i = 0; i < scopes.end(); i++) {
      if (scopes.handleAt(i) != 0) {
        visitor.accept(scopes.handleAt(i));
      }
    }
  }

  abstract void externalChanged(long delta);

  /** A collection freed memory outside the heap. */
  abstract void externalFreed(long bytes);

  /** Collects both generations because the program asked for it. */
  abstract void collectFully();

  /** Collects the young generation because the program asked for it. */
  abstract void collectYoung();

  abstract HeapUsage usage();

  /** The heap's spaces as they are now. */
  abstract SpaceMap spaceMap();

  abstract HeapTotals totals();

  final int allocateOld(Owner owner, long bytes, int referenceSlots) {
    int words = words(bytes, referenceSlots);
    int handle = allocateOldSlow(accounts.indexOf(owner), words, referenceSlots);
    scopes.add(handle);
    return handle;
  }

  /** Adds an object to which memory outside the heap belongs, freed when it dies. */
  final int allocateBuffer(Owner owner, long bytes, long externalBytes) {
    int handle = allocate(owner, bytes, 0);
    buffers.add(handle, externalBytes);
    changeExternal(owner, externalBytes);
    return handle;
  }

  final void changeExternal(Owner owner, long delta) {
    int index = accounts.indexOf(owner);
    if (accounts.externalOf(index) + delta < 0) {
      throw new IllegalArgumentException(
          owner + " holds " + accounts.externalOf(index) + " external bytes: " + -delta);
    }
    accounts.externalChanged(index, delta);
    externalChanged(delta);
  }

  /** A collection has ended: the buffers of objects that died in it are freed. */
  final void freeBuffersOfDead() {
    buffers.freeDead(this);
  }

  final int allocate(Owner owner, long bytes, int referenceSlots) {
    return allocate(accounts.indexOf(owner), words(bytes, referenceSlots), referenceSlots);
  }

  final AllocationSite newSite(Owner owner) {
    AllocationSite site = new AllocationSite(owner, accounts.addPart(owner), this);
    if (pretenuring != null) {
      pretenuring.add(site);
    }
    return site;
  }

  final int allocateAt(AllocationSite site, long bytes, int referenceSlots) {
    site.requireOf(this);
    int words = words(bytes, referenceSlots);
    if (site.isTenured()) {
      int handle = allocateOldSlow(site.account(), words, referenceSlots);
      scopes.add(handle);
      return handle;
    }
    site.allocated();
    return allocate(site.account(), words, referenceSlots);
  }

  private int allocate(int ownerIndex, int words, int referenceSlots) {
    int address = top;
    int handle;
    if (words > limit - address || words > largestRegularWords) {
      handle = allocateSlow(ownerIndex, words, referenceSlots);
    } else {
      top = address + words;
      handle = addYoung(address, ownerIndex, words, referenceSlots);
    }
    scopes.add(handle);
    return handle;
  }

  /** Objects up to that size together are allocated next without a collection between them. */
  final void reserve(long bytes) {
    long words = (bytes + Addresses.WORD_BYTES - 1) >>> 3;
    if (words > limit - top && words <= largestRegularWords) {
      reserveSlow((int) words);
    }
  }

  private static int words(long bytes, int referenceSlots) {
    if (bytes <= 0
        || bytes > MAX_OBJECT_BYTES
        || referenceSlots < 0
        || (long) referenceSlots * MIN_SLOT_BYTES > bytes) {
      throw badSize(bytes, referenceSlots);
    }
    return (int) ((bytes + Addresses.WORD_BYTES - 1) >>> 3);
  }

  final int addYoung(int address, int owner, int words, int referenceSlots) {
    accounts.fresh[owner] += words;
    return objects.add(address, words, referenceSlots, owner);
  }

  final void store(int parent, int slot, int value) {
    int range = objects.slots(parent);
    if (range <= 0) {
      if (value == 0) {
        return;
      }
      range = materialize(parent);
    }
    int position = range + 1 + slot;
    int[] chunk = slots.writableChunkOf(position);
    int index = position & SlotStore.CHUNK_MASK;
    int stored = value;
    if (chunk[index] < 0) {
      stored |= SlotStore.REMEMBERED;
    } else if (Addresses.isYoung(objects.address(value))
        && !Addresses.isYoung(objects.address(parent))) {
      remembered.add(parent, position);
      stored |= SlotStore.REMEMBERED;
    }
    chunk[index] = stored;
    if (marking && value != 0) {
      markStored(value);
    }
  }

  final int load(int parent, int slot) {
    int range = objects.slots(parent);
    return range <= 0 ? 0 : slots.get(range + 1 + slot) & ~SlotStore.REMEMBERED;
  }

  final int addRoot(int handle) {
    return roots.add(handle);
  }

  /** {@return what tells the program an object: its handle, or where these are checked a number} */
  final int told(int handle) {
    return checked && handle != 0 ? objects.number(handle) : handle;
  }

  /**
   * {@return the handle of what the program was told}
   *
   * @throws IllegalArgumentException if handles are checked and it is no live object of this heap
   */
  final int meant(int told) {
    if (!checked || told == 0) {
      return told;
    }
    int handle = objects.numbers().handleOf(told);
    if (handle == 0 || !isLive(handle)) {
      throw new IllegalArgumentException(
          "no live object of this heap has the handle "
              + told
              + ": it is dead or another heap's; keep an object in an open scope, a root, or a slot"
              + " of a live object");
    }
    return handle;
  }

  /** {@return the same, of an object that must have a slot} */
  final int meant(int told, int slot) {
    if (!checked) {
      return told;
    }
    int handle = meant(told);
    if (handle == 0) {
      throw new IllegalArgumentException("null has no reference slots: slot=" + slot);
    }
    if (slot < 0 || slot >= slotCount(handle)) {
      throw new IndexOutOfBoundsException(
          "object " + told + " has " + slotCount(handle) + " reference slots: slot=" + slot);
    }
    return handle;
  }

  final List<HeapSpace> visitSpaces(HeapSpace.Visitor visitor) {
    SpaceMap map = spaceMap();
    for (int handle = 1; handle < objects.handleEnd(); handle++) {
      if (isLive(handle)) {
        visitor.object(
            told(handle),
            accounts.owner(objects.owner(handle)),
            (long) objects.words(handle) * Addresses.WORD_BYTES,
            map.place(objects.address(handle)));
      }
    }
    return map.spaces();
  }

  final boolean isYoung(int handle) {
    return Addresses.isYoung(objects.address(handle));
  }

  final int slotCount(int handle) {
    int range = objects.slots(handle);
    return range <= 0 ? -range : slots.count(range);
  }

  /** {@return whether the object exists and a collection has not found it dead} */
  boolean isLive(int handle) {
    return objects.isLive(handle);
  }

  private int materialize(int handle) {
    int count = -objects.slots(handle);
    boolean inSemiSpace = objects.address(handle) < Addresses.YOUNG_LARGE;
    int range = inSemiSpace ? slots.addYoung(count) : slots.addOld(count);
    objects.setSlots(handle, range);
    return range;
  }

  private static IllegalArgumentException badSize(long bytes, int referenceSlots) {
    if (bytes <= 0 || bytes > MAX_OBJECT_BYTES) {
      return new IllegalArgumentException(
          "an object's size must be in [1, " + MAX_OBJECT_BYTES + "] bytes: " + bytes);
    }
    return new IllegalArgumentException(
        "an object of "
            + bytes
            + " bytes cannot have "
            + referenceSlots
            + " reference slots, which take at least 4 bytes each");
  }
}

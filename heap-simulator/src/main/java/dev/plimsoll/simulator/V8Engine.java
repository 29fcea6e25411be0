package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;

/** A V8 heap: where the next object goes, and who is asked when there is no room. */
final class V8Engine extends Engine {

  private final V8Rules rules;
  private final V8Spaces spaces;
  private final Marker marker;
  private final V8Collector collector;
  private final boolean hasBase;
  private boolean stress;
  private boolean stressFull;

  V8Engine(HeapConfig config) {
    super(config, config.rules().largestRegularBytes() / Addresses.WORD_BYTES);
    rules = config.rules();
    spaces = new V8Spaces(config, this);
    marker = new Marker(objects, slots, spaces.oldSpace, accounts);
    collector = new V8Collector(config, this, spaces, marker);
    hasBase = config.baseObjects();
    openArea();
    if (hasBase) {
      new RuntimeObjects(this).add(rules.base());
    }
    closeArea();
    stress = config.collectAtEveryAllocation();
    openArea();
  }

  @Override
  int allocateSlow(int owner, int words, int referenceSlots) {
    closeArea();
    try {
      if (stress) {
        collectForStress();
      }
      return isLarge(words)
          ? allocateLarge(owner, words, referenceSlots)
          : allocateRegular(owner, words, referenceSlots);
    } finally {
      openArea();
    }
  }

  private void collectForStress() {
    stressFull = !stressFull;
    if (stressFull) {
      collector.collectFully(GcReason.REQUESTED);
    } else {
      collector.scavenge(GcReason.REQUESTED);
    }
    HeapVerifier.verify(this);
  }

  @Override
  void reserveSlow(int words) {
    boolean young = false;
    closeArea();
    try {
      young = makeRoom(words);
    } finally {
      openArea();
    }
    if (young) {
      limit = Math.max(limit, top + words);
    }
  }

  private boolean isLarge(int words) {
    return words * (long) Addresses.WORD_BYTES > rules.largestRegularBytes();
  }

  private int allocateRegular(int owner, int words, int referenceSlots) {
    if (!makeRoom(words)) {
      return placeOld(owner, words, referenceSlots);
    }
    int address = spaces.newSpace.top;
    spaces.newSpace.top = address + words;
    return addYoung(address, owner, words, referenceSlots);
  }

  /** Makes room in new space; false where the object goes to the old generation instead. */
  private boolean makeRoom(int words) {
    collector.advanceMarking(words);
    if (!spaces.newSpace.makeRoom(words)) {
      collector.collect(GcReason.ALLOCATION_FAILURE);
      if (!spaces.newSpace.makeRoom(words)) {
        return makeRoomAmongSurvivors(words);
      }
    }
    return true;
  }

  // What survived the last collection leaves no room for so large an object.
  private boolean makeRoomAmongSurvivors(int words) {
    if (rules.oldAtLastResort()) {
      collector.collectFully(GcReason.ALLOCATION_FAILURE);
      return false;
    }
    collector.collect(GcReason.ALLOCATION_FAILURE);
    requireRoom(words);
    return true;
  }

  private void requireRoom(int words) {
    if (!spaces.newSpace.makeRoom(words)) {
      collector.collectFully(GcReason.LAST_RESORT);
      if (!spaces.newSpace.makeRoom(words)) {
        throw collector.outOfMemory(
            (long) words * Addresses.WORD_BYTES, rules.words().lastResort());
      }
    }
  }

  private int allocateLarge(int owner, int words, int referenceSlots) {
    return rules.youngLargeObjects()
        ? allocateYoungLarge(owner, words, referenceSlots)
        : allocateOldLarge(owner, words, referenceSlots);
  }

  private int allocateYoungLarge(int owner, int words, int referenceSlots) {
    long bytes = (long) words * Addresses.WORD_BYTES;
    collector.advanceMarking(0);
    long used = spaces.youngLarge.usedBytes();
    if (used > 0 && used + bytes > spaces.newSpace.capacityBytes()) {
      collector.collect(GcReason.ALLOCATION_FAILURE);
    }
    if (!collector.fitsOld(spaces.youngLarge.usedBytes() + bytes)) {
      collector.makeOldRoom(bytes);
    }
    if (marking) {
      collector.steps().advanceByLarge(bytes);
    }
    int handle = addYoung(Addresses.NONE, owner, words, referenceSlots);
    objects.setAddress(handle, spaces.youngLarge.place(handle, words));
    return handle;
  }

  @Override
  int allocateOldSlow(int owner, int words, int referenceSlots) {
    closeArea();
    try {
      return isLarge(words)
          ? allocateOldLarge(owner, words, referenceSlots)
          : allocateOldRegular(owner, words, referenceSlots);
    } finally {
      openArea();
    }
  }

  private int allocateOldRegular(int owner, int words, int referenceSlots) {
    long bytes = (long) words * Addresses.WORD_BYTES;
    collector.startMarkingIfNeeded();
    collector.makeOldRoom(bytes);
    return placeOld(owner, words, referenceSlots);
  }

  private int placeOld(int owner, int words, int referenceSlots) {
    if (marking) {
      collector.steps().advanceByOld((long) words * Addresses.WORD_BYTES);
    }
    int handle = objects.add(Addresses.NONE, words, referenceSlots, owner);
    objects.setAddress(handle, spaces.oldSpace.place(handle, words));
    return allocatedOld(handle, owner, words);
  }

  private int allocateOldLarge(int owner, int words, int referenceSlots) {
    long bytes = (long) words * Addresses.WORD_BYTES;
    collector.advanceMarking(0);
    collector.collectIfOldAllocationIsDue();
    collector.makeOldRoom(bytes);
    int handle = objects.add(Addresses.NONE, words, referenceSlots, owner);
    objects.setAddress(handle, spaces.oldLarge.place(handle, words));
    // rule: the object itself may be what reaches the limit.
    collector.startMarkingIfNeeded();
    allocatedOld(handle, owner, words);
    if (marking) {
      collector.steps().advanceByLarge(bytes);
    }
    return handle;
  }

  private int allocatedOld(int handle, int owner, int words) {
    accounts.allocatedOld(owner, words);
    if (marking) {
      marker.allocatedBlack(handle);
    }
    return handle;
  }

  @Override
  void ran(int bytecodeBytes) {
    if (!marking) {
      collector.steps().ran(bytecodeBytes);
      return;
    }
    closeArea();
    try {
      collector.ran(bytecodeBytes);
    } finally {
      openArea();
    }
  }

  @Override
  void moved(int handle) {
    if (marking && rules.pace().revisitsMoved() && Addresses.isLarge(objects.address(handle))) {
      marker.moved(handle);
    }
  }

  @Override
  void markStored(int value) {
    marker.reach(value);
  }

  @Override
  void externalChanged(long delta) {
    if (delta < 0) {
      collector.external().freed(-delta);
      return;
    }
    closeArea();
    try {
      collector.externalGrew(delta);
    } finally {
      openArea();
    }
  }

  @Override
  void externalFreed(long bytes) {
    collector.external().freedYoung(bytes);
  }

  @Override
  void collectFully() {
    closeArea();
    try {
      collector.collectFully(GcReason.REQUESTED);
    } finally {
      openArea();
    }
  }

  @Override
  void collectYoung() {
    closeArea();
    collector.scavenge(GcReason.REQUESTED);
    openArea();
  }

  @Override
  HeapUsage usage() {
    closeArea();
    long total = spaces.committedBytes();
    long base = hasBase ? rules.base().externalBytes() : 0;
    long outside = collector.external().total() + base;
    return new HeapUsage(
        total + outside + rules.base().processBytes(),
        total,
        collector.size().usedBytes(),
        outside);
  }

  @Override
  SpaceMap spaceMap() {
    return new V8SpaceMap(spaces);
  }

  @Override
  HeapTotals totals() {
    log.programAllocated(accounts.allocatedWords());
    return log.totals(accounts.allocatedWords());
  }

  @Override
  boolean isLive(int handle) {
    return super.isLive(handle) && !spaces.oldSpace.isDeadUnswept(handle);
  }

  /** Lets {@link RuntimeObjects} put an object straight into the old generation. */
  int allocateOld(Owner owner, int words) {
    int index = accounts.indexOf(owner);
    int handle = objects.add(Addresses.NONE, words, 0, index);
    objects.setAddress(handle, spaces.oldSpace.place(handle, words));
    accounts.allocatedOld(index, words);
    return handle;
  }

  /** The fast path may use the current page, up to where the next marking step is due. */
  private void openArea() {
    top = spaces.newSpace.top;
    limit = spaces.newSpace.limit;
    if (stress) {
      limit = top;
    } else if (marking) {
      limit = collector.steps().limit(top, limit);
    }
  }

  private void closeArea() {
    spaces.newSpace.top = top;
    if (marking) {
      collector.steps().allocatedTo(top);
    }
  }
}

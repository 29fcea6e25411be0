package dev.plimsoll.simulator;

/**
 * A full collection: completes marking in one pause, empties From-space of what it marked, hands
 * the old generation's dead to lazy sweeping, and empties pages that are nearly free.
 */
final class FullCollector {

  private final V8Spaces spaces;
  private final Engine engine;
  private final Marker marker;
  private final Scavenger scavenger;
  private final boolean promoteAll;
  private final IntList young = new IntList();
  private long movedWords;

  FullCollector(
      V8Spaces spaces, Engine engine, Marker marker, Scavenger scavenger, boolean promoteAll) {
    this.spaces = spaces;
    this.engine = engine;
    this.marker = marker;
    this.scavenger = scavenger;
    this.promoteAll = promoteAll;
  }

  long movedBytes() {
    return movedWords * Addresses.WORD_BYTES;
  }

  void collect() {
    markRuntimeRoots();
    markProgramRoots();
    marker.visit(Long.MAX_VALUE);
    engine.accounts.oldMarked();
    forgetDeadParents();
    sweepLarge();
    spaces.oldSpace.startSweeping();
    movedWords = spaces.oldSpace.compact();
    evacuateYoung();
  }

  /** Marks what the runtime itself refers to. */
  void markRuntimeRoots() {
    engine.forEachRuntimeRoot(marker::reach);
  }

  /** Marks what the program's variables refer to. */
  void markProgramRoots() {
    engine.forEachProgramRoot(marker::reach);
  }

  private void forgetDeadParents() {
    RememberedSet remembered = engine.remembered;
    int kept = 0;
    for (int i = 0; i < remembered.size(); i++) {
      if (engine.objects.isMarked(remembered.parentAt(i))) {
        remembered.move(i, kept++);
      }
    }
    remembered.truncate(kept);
  }

  private void evacuateYoung() {
    scavenger.begin();
    listYoung();
    for (int i = 0; i < young.size(); i++) {
      int handle = young.get(i);
      if (engine.objects.isMarked(handle)) {
        engine.objects.unmark(handle);
        scavenger.evacuate(handle, promoteAll);
      }
    }
    scavenger.rememberPromoted();
    engine.remembered.forgetOldTargets(engine.remembered.size(), engine.slots, engine.objects);
    scavenger.finish();
  }

  // In the order of their addresses: first what had survived, then what was allocated since.
  private void listYoung() {
    young.clear();
    IntList former = spaces.formerSurvivors();
    for (int i = 0; i < former.size(); i++) {
      addYoung(former.get(i));
    }
    engine.objects.forEachTaken(this::addYoung);
  }

  private void addYoung(int handle) {
    int address = engine.objects.address(handle);
    if (scavenger.isInFrom(address) || Addresses.isYoungLarge(address)) {
      young.add(handle);
    }
  }

  private void sweepLarge() {
    LargeObjectSpace large = spaces.oldLarge;
    ObjectTable objects = engine.objects;
    for (int place = 0; place < large.end(); place++) {
      int handle = large.handleAt(place);
      if (handle == 0) {
        continue;
      }
      if (objects.isMarked(handle)) {
        objects.unmark(handle);
      } else {
        large.remove(objects.address(handle), objects.words(handle));
        if (objects.slots(handle) > 0) {
          engine.slots.freeOld(objects.slots(handle));
        }
        objects.release(handle);
      }
    }
  }
}

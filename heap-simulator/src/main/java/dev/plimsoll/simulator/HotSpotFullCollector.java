package dev.plimsoll.simulator;

import dev.plimsoll.simulator.HeapEvent.Promotion.Cause;

/**
 * HotSpot's serial full collection: marks everything, slides the tenured generation's live objects
 * together and the young generation's behind them (the LISP2 algorithm). Young objects for which
 * the tenured generation has no room slide to the beginning of eden.
 */
final class HotSpotFullCollector {

  // Addresses no young object has: where objects wait until the dead around them are gone.
  private static final int WAITING = Addresses.YOUNG_LARGE;

  private final HotSpotSpaces spaces;
  private final Engine engine;
  private final ObjectTable objects;
  private final SlotStore slots;
  private final PromotionTally tally;
  private final IntList worklist = new IntList();
  private final IntList young = new IntList();
  private int edenTop;
  private long markedObjects;
  private long visitedSlots;
  private long movedWords;
  private long promotedWords;

  HotSpotFullCollector(HotSpotSpaces spaces, Engine engine) {
    this.spaces = spaces;
    this.engine = engine;
    this.objects = engine.objects;
    this.slots = engine.slots;
    this.tally = engine.tally;
  }

  /** Collects, and answers where eden is free from now on. */
  int collect() {
    begin();
    mark();
    forgetRemembered();
    compactOld();
    evacuateYoung();
    bury();
    settleRemaining();
    return edenTop;
  }

  long movedBytes() {
    return movedWords * Addresses.WORD_BYTES;
  }

  long promotedBytes() {
    return promotedWords * Addresses.WORD_BYTES;
  }

  double pauseMillis(PauseModel model) {
    return model.markMillis(markedObjects, visitedSlots) + model.compactMillis(movedBytes());
  }

  private void begin() {
    markedObjects = 0;
    visitedSlots = 0;
    movedWords = 0;
    promotedWords = 0;
    edenTop = spaces.edenStart;
  }

  private void mark() {
    engine.forEachRoot(this::reach);
    while (!worklist.isEmpty()) {
      visit(worklist.removeLast());
    }
  }

  private void reach(int handle) {
    if (handle != 0 && objects.mark(handle)) {
      markedObjects++;
      worklist.add(handle);
    }
  }

  private void visit(int handle) {
    int range = objects.slots(handle);
    int end = range <= 0 ? range : range + 1 + slots.count(range);
    for (int i = range + 1; i < end; i++) {
      reach(slots.get(i) & ~SlotStore.REMEMBERED);
    }
    visitedSlots += Math.max(0, end - range - 1);
  }

  private void forgetRemembered() {
    for (int i = 0; i < engine.remembered.size(); i++) {
      int position = engine.remembered.positionAt(i);
      slots.set(position, slots.get(position) & ~SlotStore.REMEMBERED);
    }
    engine.remembered.truncate(0);
  }

  private void compactOld() {
    IntList old = spaces.old;
    int count = old.size();
    int next = 0;
    long top = Addresses.OLD;
    for (int i = 0; i < count; i++) {
      int handle = old.get(i);
      if (objects.isMarked(handle)) {
        int words = objects.words(handle);
        engine.accounts.marked(objects.owner(handle), words);
        movedWords += objects.address(handle) == top ? 0 : words;
        objects.unmark(handle);
        objects.setAddress(handle, (int) top);
        top += words;
        old.set(next++, handle);
      } else {
        free(handle);
      }
    }
    old.truncate(next);
    spaces.setOldTop((int) top);
    engine.accounts.oldMarked();
  }

  private void free(int handle) {
    if (objects.slots(handle) > 0) {
      slots.freeOld(objects.slots(handle));
    }
    objects.release(handle);
  }

  private void evacuateYoung() {
    spaces.setSurvivorsAside();
    slots.flip();
    listYoung();
    for (int i = 0; i < young.size(); i++) {
      int handle = young.get(i);
      if (!objects.isMarked(handle)) {
        continue;
      }
      objects.unmark(handle);
      objects.setAge(handle, 0);
      if (objects.words(handle) <= spaces.oldFreeWords()) {
        promote(handle);
      } else {
        keep(handle);
      }
    }
  }

  // Eden slides before the survivor space, as in HotSpot.
  private void listYoung() {
    young.clear();
    objects.forEachTaken(
        handle -> {
          if (spaces.isCollected(objects.address(handle))) {
            young.add(handle);
          }
        });
    IntList former = spaces.formerSurvivors();
    for (int i = 0; i < former.size(); i++) {
      young.add(former.get(i));
    }
  }

  private void promote(int handle) {
    int words = objects.words(handle);
    objects.setAddress(handle, spaces.placeInOld(handle, words));
    if (objects.slots(handle) > 0) {
      objects.setSlots(handle, slots.copyOld(objects.slots(handle)));
    }
    engine.accounts.promoted(objects.owner(handle), words);
    tally.add(handle, objects.owner(handle), words, Cause.FULL_COLLECTION);
    promotedWords += words;
    movedWords += words;
  }

  private void keep(int handle) {
    int words = objects.words(handle);
    objects.setAddress(handle, WAITING);
    if (objects.slots(handle) > 0) {
      objects.setSlots(handle, slots.copyYoung(objects.slots(handle)));
    }
    spaces.survivors.add(handle);
    engine.accounts.kept(objects.owner(handle), words);
  }

  private void bury() {
    IntList former = spaces.formerSurvivors();
    for (int i = 0; i < former.size(); i++) {
      if (spaces.isCollected(objects.address(former.get(i)))) {
        objects.release(former.get(i));
      }
    }
    objects.releaseUnmoved(0, spaces.edenWords);
    slots.clearFrom();
    engine.accounts.youngCollected();
  }

  private void settleRemaining() {
    spaces.emptyFrom();
    for (int i = 0; i < spaces.survivors.size(); i++) {
      int handle = spaces.survivors.get(i);
      int words = objects.words(handle);
      if (words <= spaces.edenWords - edenTop) {
        objects.setAddress(handle, edenTop);
        edenTop += words;
      } else {
        objects.setAddress(handle, spaces.placeInFrom(words));
      }
    }
    if (spaces.survivors.size() > 0) {
      rememberYoung();
    }
  }

  private void rememberYoung() {
    for (int i = 0; i < spaces.old.size(); i++) {
      int handle = spaces.old.get(i);
      int range = objects.slots(handle);
      int end = range <= 0 ? range : range + 1 + slots.count(range);
      for (int slot = range + 1; slot < end; slot++) {
        int value = slots.get(slot);
        if (Addresses.isYoung(objects.address(value))) {
          engine.remembered.add(handle, slot);
          slots.set(slot, value | SlotStore.REMEMBERED);
        }
      }
    }
  }
}

package dev.plimsoll.simulator;

import dev.plimsoll.simulator.HeapEvent.Promotion.Cause;
import org.jspecify.annotations.Nullable;

/**
 * Empties From-space: what a root or a remembered slot reaches is copied to To-space or promoted to
 * the old generation, and then what these refer to. Roots and remembered slots come first, then
 * objects whose slots wait, newest first, as in V8's local worklists.
 */
final class Scavenger {

  private final V8Spaces spaces;
  private final Engine engine;
  private final ObjectTable objects;
  private final SlotStore slots;
  private final RememberedSet remembered;
  private final OwnerAccounts accounts;
  private final Marker marker;
  private final PromotionTally tally;
  private final boolean quarterRule;
  private final @Nullable Pretenuring pretenuring;

  private final IntList copiedWaiting = new IntList();
  private final IntList promotedWaiting = new IntList();
  private int from;
  private int span;
  private long promotedWords;
  private long copiedWords;

  Scavenger(V8Spaces spaces, Engine engine, Marker marker, V8Rules rules) {
    this.spaces = spaces;
    this.engine = engine;
    this.objects = engine.objects;
    this.slots = engine.slots;
    this.remembered = engine.remembered;
    this.accounts = engine.accounts;
    this.marker = marker;
    this.tally = engine.tally;
    this.pretenuring = engine.pretenuring;
    this.quarterRule = rules.promotion() == V8Rules.Promotion.AGE_MARK_OR_QUARTER;
  }

  long promotedBytes() {
    return promotedWords * Addresses.WORD_BYTES;
  }

  long copiedBytes() {
    return copiedWords * Addresses.WORD_BYTES;
  }

  void scavenge() {
    begin();
    engine.forEachRoot(this::reach);
    int rememberedBefore = remembered.size();
    visitRemembered(rememberedBefore);
    visitWaiting();
    remembered.forgetOldTargets(rememberedBefore, slots, objects);
    finish();
  }

  /** Moves one object out of From-space; a full collection uses it for what it has marked. */
  void evacuate(int handle, boolean promoteAll) {
    int address = objects.address(handle);
    if (Addresses.isYoungLarge(address)) {
      promoteLarge(handle, address);
    } else if (promoteAll) {
      noteFirstSurvival(handle, address);
      promote(handle, objects.words(handle), Cause.FULL_COLLECTION);
    } else {
      copyOrPromote(handle, address);
    }
  }

  /** Begins: flips the semi-spaces. */
  void begin() {
    spaces.newSpace.flip();
    spaces.setSurvivorsAside();
    slots.flip();
    from = spaces.newSpace.from();
    span = spaces.newSpace.span();
    promotedWords = 0;
    copiedWords = 0;
  }

  /** Ends: what is still in From-space is dead. */
  void finish() {
    spaces.copyBuffer.close();
    spaces.newSpace.setAgeMark();
    spaces.buryYoung(from, span);
    slots.clearFrom();
    accounts.youngCollected();
  }

  boolean isInFrom(int address) {
    return Integer.compareUnsigned(address - from, span) < 0;
  }

  /** Visits the slots of promoted objects that wait, so that those to young objects are known. */
  void rememberPromoted() {
    while (!promotedWaiting.isEmpty()) {
      visitPromoted(promotedWaiting.removeLast());
    }
    copiedWaiting.clear();
  }

  private void visitRemembered(int count) {
    for (int i = 0; i < count; i++) {
      reach(slots.get(remembered.positionAt(i)) & ~SlotStore.REMEMBERED);
    }
  }

  private void visitWaiting() {
    while (!copiedWaiting.isEmpty() || !promotedWaiting.isEmpty()) {
      while (promotedWaiting.size() < V8Rules.PROMOTED_WAITING && !copiedWaiting.isEmpty()) {
        visitCopied(copiedWaiting.removeLast());
      }
      while (!promotedWaiting.isEmpty()) {
        visitPromoted(promotedWaiting.removeLast());
      }
    }
  }

  private void reach(int handle) {
    int address = objects.address(handle);
    if (Integer.compareUnsigned(address - from, span) < 0) {
      copyOrPromote(handle, address);
    } else if (Addresses.isYoungLarge(address)) {
      promoteLarge(handle, address);
    }
  }

  // Its memento lies behind it until its first collection.
  private void noteFirstSurvival(int handle, int address) {
    if (pretenuring != null && !spaces.newSpace.isBelowAgeMark(address)) {
      pretenuring.found(objects.owner(handle));
    }
  }

  private void copyOrPromote(int handle, int address) {
    int words = objects.words(handle);
    noteFirstSurvival(handle, address);
    if (spaces.newSpace.isBelowAgeMark(address)) {
      promote(handle, words, Cause.SURVIVED_TWICE);
    } else if (quarterRule && isCrowded(words)) {
      promote(handle, words, Cause.TO_SPACE_CROWDED);
    } else {
      int target = spaces.copyBuffer.allocate(words);
      if (target == CopyBuffer.FULL) {
        promote(handle, words, Cause.TO_SPACE_FULL);
      } else {
        copy(handle, words, target);
      }
    }
  }

  private boolean isCrowded(int words) {
    long used = spaces.newSpace.usedBytes() + (long) words * Addresses.WORD_BYTES;
    return used >= spaces.newSpace.usableBytes() / 4;
  }

  private void copy(int handle, int words, int target) {
    objects.setAddress(handle, target);
    spaces.survivors.add(handle);
    accounts.kept(objects.owner(handle), words);
    copiedWords += words;
    int range = objects.slots(handle);
    if (range > 0) {
      objects.setSlots(handle, slots.copyYoung(range));
      copiedWaiting.add(handle);
    }
  }

  private void promote(int handle, int words, Cause cause) {
    objects.setAddress(handle, spaces.oldSpace.place(handle, words));
    int range = objects.slots(handle);
    if (range > 0) {
      objects.setSlots(handle, slots.copyOld(range));
      promotedWaiting.add(handle);
    }
    promotedOne(handle, words, cause);
  }

  private void promoteLarge(int handle, int address) {
    int words = objects.words(handle);
    spaces.youngLarge.remove(address, words);
    objects.setAddress(handle, spaces.oldLarge.place(handle, words));
    if (objects.slots(handle) > 0) {
      promotedWaiting.add(handle);
    }
    promotedOne(handle, words, Cause.LARGE_OBJECT);
  }

  private void promotedOne(int handle, int words, Cause cause) {
    int owner = objects.owner(handle);
    promotedWords += words;
    accounts.promoted(owner, words);
    tally.add(handle, owner, words, cause);
    if (engine.marking) {
      marker.promoted(handle);
    }
  }

  private void visitCopied(int handle) {
    int range = objects.slots(handle);
    int end = range + 1 + slots.count(range);
    for (int i = range + 1; i < end; i++) {
      reach(slots.get(i));
    }
  }

  private void visitPromoted(int handle) {
    int range = objects.slots(handle);
    int end = range + 1 + slots.count(range);
    for (int i = range + 1; i < end; i++) {
      int value = slots.get(i);
      if (value <= 0) {
        continue;
      }
      reach(value);
      if (Addresses.isYoung(objects.address(value))) {
        remembered.add(handle, i);
        slots.set(i, value | SlotStore.REMEMBERED);
      }
    }
  }
}

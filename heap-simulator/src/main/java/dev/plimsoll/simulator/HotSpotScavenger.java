package dev.plimsoll.simulator;

import dev.plimsoll.simulator.HeapEvent.Promotion.Cause;

/**
 * HotSpot's young collection: what roots and old objects reach is copied to the empty survivor
 * space, or promoted when it is old enough or does not fit. Copied objects are visited in the order
 * in which they were copied (Cheney), then promoted ones, until neither has any left.
 *
 * <p>An old object counts as alive until a full collection: what a dead one refers to survives, too
 * ("nepotism").
 */
final class HotSpotScavenger {

  private final HotSpotSpaces spaces;
  private final Engine engine;
  private final ObjectTable objects;
  private final SlotStore slots;
  private final PromotionTally tally;
  private final AgeTable ages;
  private int threshold;
  private long promotedWords;
  private long copiedWords;

  HotSpotScavenger(HotSpotSpaces spaces, Engine engine, HotSpotRules rules) {
    this.spaces = spaces;
    this.engine = engine;
    this.objects = engine.objects;
    this.slots = engine.slots;
    this.tally = engine.tally;
    this.ages = new AgeTable(spaces.survivorWords, rules.maxTenuringThreshold());
    this.threshold = rules.maxTenuringThreshold();
  }

  void scavenge() {
    begin();
    int promotedBefore = spaces.old.size();
    int rememberedBefore = engine.remembered.size();
    engine.forEachRoot(this::reach);
    visitRemembered(rememberedBefore);
    visitReached(promotedBefore);
    engine.remembered.forgetOldTargets(rememberedBefore, slots, objects);
    bury();
    spaces.swapSurvivors();
    threshold = ages.threshold();
  }

  /** How old an object must be for the next scavenge to promote it. */
  int threshold() {
    return threshold;
  }

  long promotedBytes() {
    return promotedWords * Addresses.WORD_BYTES;
  }

  long copiedBytes() {
    return copiedWords * Addresses.WORD_BYTES;
  }

  private void begin() {
    ages.clear();
    promotedWords = 0;
    copiedWords = 0;
    spaces.setSurvivorsAside();
    slots.flip();
  }

  private void visitRemembered(int count) {
    for (int i = 0; i < count; i++) {
      reach(slots.get(engine.remembered.positionAt(i)) & ~SlotStore.REMEMBERED);
    }
  }

  private void visitReached(int promotedBefore) {
    int copied = 0;
    int promoted = promotedBefore;
    while (copied < spaces.survivors.size() || promoted < spaces.old.size()) {
      while (copied < spaces.survivors.size()) {
        visitCopied(spaces.survivors.get(copied++));
      }
      while (promoted < spaces.old.size()) {
        visitPromoted(spaces.old.get(promoted++));
      }
    }
  }

  private void reach(int handle) {
    if (spaces.isCollected(objects.address(handle))) {
      copyOrPromote(handle);
    }
  }

  private void copyOrPromote(int handle) {
    int words = objects.words(handle);
    int age = objects.age(handle);
    if (age >= threshold) {
      promote(handle, words, Cause.AGE_REACHED);
      return;
    }
    int address = spaces.placeInTo(words);
    if (address < 0) {
      promote(handle, words, Cause.TO_SPACE_FULL);
    } else {
      copy(handle, words, address, age + 1);
    }
  }

  private void copy(int handle, int words, int address, int age) {
    objects.setAddress(handle, address);
    objects.setAge(handle, age);
    if (objects.slots(handle) > 0) {
      objects.setSlots(handle, slots.copyYoung(objects.slots(handle)));
    }
    spaces.survivors.add(handle);
    ages.add(age, words);
    engine.accounts.kept(objects.owner(handle), words);
    copiedWords += words;
  }

  private void promote(int handle, int words, Cause cause) {
    objects.setAddress(handle, spaces.placeInOld(handle, words));
    objects.setAge(handle, 0);
    if (objects.slots(handle) > 0) {
      objects.setSlots(handle, slots.copyOld(objects.slots(handle)));
    }
    int owner = objects.owner(handle);
    engine.accounts.promoted(owner, words);
    tally.add(handle, owner, words, cause);
    promotedWords += words;
  }

  private void visitCopied(int handle) {
    int range = objects.slots(handle);
    int end = range <= 0 ? range : range + 1 + slots.count(range);
    for (int i = range + 1; i < end; i++) {
      reach(slots.get(i));
    }
  }

  private void visitPromoted(int handle) {
    int range = objects.slots(handle);
    int end = range <= 0 ? range : range + 1 + slots.count(range);
    for (int i = range + 1; i < end; i++) {
      int value = slots.get(i);
      reach(value);
      if (Addresses.isYoung(objects.address(value))) {
        engine.remembered.add(handle, i);
        slots.set(i, value | SlotStore.REMEMBERED);
      }
    }
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
}

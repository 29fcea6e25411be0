package dev.plimsoll.simulator;

import java.util.HashSet;
import java.util.Set;

/**
 * Checks what must hold between two collections: no object refers to a dead one, every reference
 * from the old generation into the young one is in the remembered set, and each owner's account is
 * what lies in the heap.
 */
final class HeapVerifier {

  private final Engine engine;
  private final Set<Integer> remembered = new HashSet<>();
  private final long[] words;

  private HeapVerifier(Engine engine) {
    this.engine = engine;
    this.words = new long[engine.accounts.count()];
    for (int i = 0; i < engine.remembered.size(); i++) {
      remembered.add(engine.remembered.positionAt(i));
    }
  }

  /**
   * Looks at all of it.
   *
   * @throws IllegalStateException if it is not so, naming what is wrong
   */
  static void verify(Engine engine) {
    HeapVerifier verifier = new HeapVerifier(engine);
    for (int handle = 1; handle < engine.objects.handleEnd(); handle++) {
      if (engine.isLive(handle)) {
        verifier.object(handle);
      }
    }
    verifier.accounts();
  }

  private void object(int handle) {
    words[engine.objects.owner(handle)] += engine.objects.words(handle);
    int count = engine.slotCount(handle);
    for (int slot = 0; slot < count; slot++) {
      int target = engine.load(handle, slot);
      if (target != 0) {
        reference(handle, slot, target);
      }
    }
  }

  private void reference(int parent, int slot, int target) {
    if (!engine.isLive(target)) {
      throw wrong("slot " + slot + " of object " + parent + " refers to dead object " + target);
    }
    int position = engine.objects.slots(parent) + 1 + slot;
    if (engine.isYoung(target) && !engine.isYoung(parent) && !remembered.contains(position)) {
      throw wrong(
          "slot "
              + slot
              + " of old object "
              + parent
              + " refers to young object "
              + target
              + " and is not remembered");
    }
  }

  private void accounts() {
    for (int owner = 0; owner < words.length; owner++) {
      long account = engine.accounts.liveWords(owner);
      if (account != words[owner]) {
        throw wrong(
            engine.accounts.owner(owner)
                + " has "
                + words[owner]
                + " words in the heap and "
                + account
                + " in its account");
      }
    }
  }

  private static IllegalStateException wrong(String what) {
    return new IllegalStateException("the simulated heap is damaged: " + what);
  }
}
